from django.apps import AppConfig


class ExamRoomConfig(AppConfig):
    name = "terang.exam_room"
    label = "exam_room"
