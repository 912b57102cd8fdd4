"""Reasoning: sums and series whose answers are computed, and words. Topic, stem, right answer, wrong ones."""

from collections.abc import Iterator, Sequence

Question = tuple[str, str, str, Sequence[str]]

SYNONYMS = (
    ("efisien", "hemat", ("lambat", "mahal", "panjang", "ramai")), ("mahir", "terampil", ("ragu", "baru", "malas", "jauh")),
    ("rujukan", "acuan", ("hiasan", "larangan", "ancaman", "tumpukan")), ("sahih", "benar", ("palsu", "lama", "rumit", "ringan")),
    ("imbalan", "balas jasa", ("hukuman", "pinjaman", "denda", "tuntutan")), ("telaah", "kajian", ("dugaan", "hiburan", "undangan", "laporan")),
    ("lugas", "apa adanya", ("berbelit", "berlebihan", "tersembunyi", "bertele-tele")), ("wewenang", "kekuasaan", ("kewajiban", "kebiasaan", "kekayaan", "ketakutan")),
)  # fmt: skip
ANTONYMS = (
    ("mandiri", "bergantung", ("tegak", "dewasa", "bebas", "kuat")), ("terbuka", "tertutup", ("luas", "ramah", "jelas", "lapang")),
    ("sementara", "tetap", ("sebentar", "lekas", "lalu", "kini")), ("untung", "rugi", ("laba", "hemat", "kaya", "jual")),
    ("setuju", "menolak", ("paham", "sepakat", "ikut", "rela")), ("rumit", "sederhana", ("sulit", "kusut", "lengkap", "teliti")),
    ("maju", "mundur", ("cepat", "naik", "jauh", "berkembang")), ("wajib", "sukarela", ("harus", "perlu", "penting", "mutlak")),
)  # fmt: skip
ANALOGIES = (
    ("Guru : murid = dokter : …", "pasien", ("rumah sakit", "obat", "perawat", "resep")),
    ("Petani : sawah = nelayan : …", "laut", ("ikan", "jala", "perahu", "pasar")),
    ("Pena : menulis = pisau : …", "memotong", ("tajam", "dapur", "logam", "sayur")),
    ("Buku : perpustakaan = surat : …", "arsip", ("amplop", "prangko", "pos", "tulisan")),
    ("Lapar : makan = haus : …", "minum", ("air", "kering", "gelas", "panas")),
    ("Kaki : sepatu = tangan : …", "sarung tangan", ("jari", "cincin", "lengan", "gelang")),
    ("Siang : matahari = malam : …", "bulan", ("gelap", "tidur", "langit", "dingin")),
    ("Hakim : pengadilan = bupati : …", "kabupaten", ("undang-undang", "pemilu", "gubernur", "desa")),
)
SYLLOGISMS = (
    ("Semua pegawai loket memakai tanda pengenal. Wati pegawai loket.", "Wati memakai tanda pengenal.",
     ("Wati bukan pegawai loket.", "Semua yang memakai tanda pengenal adalah pegawai loket.", "Wati tidak memakai tanda pengenal.",
      "Tidak dapat disimpulkan.")),
    ("Semua berkas lengkap diproses hari ini. Berkas Joko tidak diproses hari ini.", "Berkas Joko tidak lengkap.",
     ("Berkas Joko lengkap.", "Berkas Joko diproses besok.", "Semua berkas tidak lengkap.", "Tidak dapat disimpulkan.")),
    ("Sebagian taman kota memiliki jalur sepeda. Semua taman kota terbuka untuk umum.",
     "Sebagian yang terbuka untuk umum memiliki jalur sepeda.",
     ("Semua yang terbuka untuk umum memiliki jalur sepeda.", "Taman tanpa jalur sepeda tidak terbuka untuk umum.",
      "Tidak ada taman yang memiliki jalur sepeda.", "Semua jalur sepeda ada di taman kota.")),
    ("Jika hujan lebat, pasar tutup lebih awal. Hari ini pasar tidak tutup lebih awal.", "Hari ini tidak hujan lebat.",
     ("Hari ini hujan lebat.", "Pasar tidak pernah tutup.", "Besok hujan lebat.", "Tidak dapat disimpulkan.")),
    ("Tidak ada kendaraan dinas yang dipakai untuk keperluan pribadi. Mobil ini kendaraan dinas.",
     "Mobil ini tidak dipakai untuk keperluan pribadi.",
     ("Mobil ini dipakai untuk keperluan pribadi.", "Mobil ini bukan kendaraan dinas.",
      "Semua mobil adalah kendaraan dinas.", "Tidak dapat disimpulkan.")),
)  # fmt: skip


def questions() -> Iterator[Question]:
    """All questions, the kinds one after another."""
    yield from _series()
    yield from _sums()
    for word, right, wrong in SYNONYMS:
        yield "sinonim", f"Persamaan kata {word.upper()} adalah …", right, wrong
    for word, right, wrong in ANTONYMS:
        yield "antonim", f"Lawan kata {word.upper()} adalah …", right, wrong
    for stem, right, wrong in ANALOGIES:
        yield "analogi", stem, right, wrong
    for stem, right, wrong in SYLLOGISMS:
        yield "silogisme", f"{stem} Simpulan yang tepat: …", right, wrong


def _series() -> Iterator[Question]:
    for start, step in ((3, 4), (7, 6), (12, 5), (50, -7), (2, 9), (81, -8), (15, 11), (4, 13)):
        yield _next([start + step * place for place in range(6)], abs(step))
    for start, factor in ((2, 3), (5, 2), (3, 4), (7, 2), (4, 3)):
        yield _next([start * factor**place for place in range(5)], start)
    for start, first in ((1, 2), (4, 3), (10, 1), (6, 5), (20, 4)):
        terms = [start]
        for place in range(5):
            terms.append(terms[-1] + first + 2 * place)
        yield _next(terms, first + 1)
    for one, other, step in ((3, 20, 2), (5, 40, 4), (10, 11, 3)):
        terms = [
            one + step * (place // 2) if place % 2 == 0 else other - step * (place // 2) for place in range(7)
        ]
        yield _next(terms, step)


def _next(terms: list[int], near: int) -> Question:
    shown = ", ".join(map(str, terms[:-1]))
    return "deret", f"Bilangan berikutnya dari deret {shown}, … adalah …", *_numbers(terms[-1], near)


def _sums() -> Iterator[Question]:
    for share, whole in ((15, 240), (35, 180), (12, 350), (45, 80), (8, 625)):
        yield "hitungan", f"{share}% dari {whole} adalah …", *_numbers(share * whole // 100, 6)
    for price, off in ((250_000, 20), (480_000, 25), (160_000, 15), (90_000, 30)):
        stem = f"Sebuah meja seharga Rp{_grouped(price)} mendapat potongan {off}%. Harga yang dibayar: …"
        yield "hitungan", stem, *_numbers(price * (100 - off) // 100, 5000, money=True)
    for speed, hours in ((60, 3), (45, 4), (72, 5), (54, 2)):
        stem = f"Ambulans melaju {speed} km per jam selama {hours} jam. Jarak yang ditempuh (km): …"
        yield "hitungan", stem, *_numbers(speed * hours, 12)
    for people, days, more in ((6, 10, 12), (8, 15, 10), (4, 9, 6), (5, 12, 10)):
        stem = f"Jalan desa diperbaiki oleh {people} orang dalam {days} hari. Dengan {more} orang selesai dalam (hari): …"
        yield "hitungan", stem, *_numbers(people * days // more, 2)
    for one, other, total in ((2, 3, 60), (3, 5, 96), (4, 7, 121), (1, 4, 75)):
        stem = f"Formulir dibagi ke loket A dan B dengan perbandingan {one} : {other}. Dari {total} formulir, bagian loket B: …"
        yield "hitungan", stem, *_numbers(total * other // (one + other), 5)
    for values in ((70, 80, 90, 84), (62, 75, 81, 94), (55, 65, 90, 70), (88, 76, 92, 84)):
        stem = f"Nilai rata-rata dari {', '.join(map(str, values))} adalah …"
        yield "hitungan", stem, *_numbers(sum(values) // len(values), 3)


def _numbers(right: int, near: int, *, money: bool = False) -> tuple[str, tuple[str, ...]]:
    """The right number and four near it."""
    wrong = [right + near, right - near, right + 2 * near, right + 3 * near]
    shown = [f"Rp{_grouped(one)}" if money else str(one) for one in (right, *wrong)]
    return shown[0], tuple(shown[1:])


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
