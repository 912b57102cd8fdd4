"""The five agencies of the demonstration: real places, invented offices and people."""

from dataclasses import dataclass

from terang.base.tenancy.models import Agency


@dataclass(frozen=True)
class Place:
    """One agency as the demonstration shows it."""

    code: str
    name: str
    short_name: str
    place: str
    address: str
    about: str
    timezone: str
    theme: str


PLACES = (
    Place(
        "alak", "Kecamatan Alak, Kota Kupang", "Kecamatan Alak", "Kupang",
        "Jalan Contoh 1, Alak, Kupang", "Kesehatan dan layanan kecamatan: syarat yang sesuai dengan tugas, dan budaya melayani.",
        "Asia/Makassar", "alak",
    ),
    Place(
        "makassar", "Pemerintah Kota Makassar", "Kota Makassar", "Makassar",
        "Jalan Contoh 2, Makassar", "Kebutuhan dihitung dari beban kerja; seleksi oleh banyak pihak; wawancara daring.",
        "Asia/Makassar", "makassar",
    ),
    Place(
        "tanjungbalai", "Pemerintah Kota Tanjungbalai", "Kota Tanjungbalai", "Tanjungbalai",
        "Jalan Contoh 3, Tanjungbalai", "Setiap tahap terbuka; masyarakat ikut mengawasi dan memberi masukan.",
        "Asia/Jakarta", "tanjungbalai",
    ),
    Place(
        "sawahlunto", "Pemerintah Kota Sawahlunto", "Kota Sawahlunto", "Sawahlunto",
        "Jalan Contoh 4, Sawahlunto", "Ujian daring dan uji praktik: bukan hanya ijazah, tetapi kemampuan di saat darurat.",
        "Asia/Jakarta", "sawahlunto",
    ),
    Place(
        "andir", "Kecamatan Andir, Kota Bandung", "Kecamatan Andir", "Bandung",
        "Jalan Contoh 5, Andir, Bandung", "Seleksi berbasis kinerja: portofolio, wawancara, dan presentasi cara mengajar.",
        "Asia/Jakarta", "andir",
    ),
)  # fmt: skip


def make(place: Place) -> Agency:
    """The agency, made if it isn't there."""
    fields = {
        "name": place.name, "short_name": place.short_name, "place": place.place, "address": place.address,
        "about": place.about, "timezone": place.timezone, "theme": place.theme,
    }  # fmt: skip
    return Agency.objects.update_or_create(code=place.code, defaults=fields)[0]
