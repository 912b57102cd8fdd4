"""What happens in each of the five agencies: invented needs, vacancies and tests, one plot per agency."""

from dataclasses import dataclass
from decimal import Decimal

from terang.stages.vacancies.drafts import OtherRequirement, TestPlanned

EVERYWHERE = (
    "Pendaftaran, seleksi, pengumuman, dan sanggah berlangsung di portal ini tanpa biaya. Setiap tahap diumumkan di "
    "halaman seleksi; setiap keputusan disertai alasannya, dan pelamar berhak menyanggah."
)


@dataclass(frozen=True)
class Task:
    """One task of a position: how often, and how many minutes it takes."""

    text: str
    volume: int
    period: str
    minutes: int


@dataclass(frozen=True)
class Post:
    """A position with its workload and the vacancies that come of it."""

    position: str
    unit: str
    location: str
    tasks: tuple[Task, ...]
    incumbents: int
    retiring: int
    slots: int
    reason: str
    education: tuple[str, ...]
    gpa_min: Decimal | None = Decimal("2.75")
    age_max: int = 35
    experience_years: int = 0
    kinds: tuple[tuple[str, int], ...] = (("UMUM", 1),)
    tests: tuple[TestPlanned, ...] = ()
    others: tuple[OtherRequirement, ...] = ()


@dataclass(frozen=True)
class Plot:
    """One round of one agency. `today` is the day of the round on which the demonstration opens."""

    agency: str
    title: str
    norm: str
    posts: tuple[Post, ...]
    today: Decimal
    rubrics: tuple[tuple[str, str], ...] = ()
    applicants: int = 40
    mechanism: str = EVERYWHERE


def _test(kind: str, title: str, weight: str, minutes: int, knockout: str = "") -> TestPlanned:
    return TestPlanned(
        kind, title, Decimal(weight), minutes, bool(knockout), Decimal(knockout) if knockout else None
    )


CAT = _test("cat", "Tes bidang berbasis komputer", "100", 90)
NURSE_TASKS = (
    Task("Menilai keadaan pasien yang datang", 42, "day", 12),
    Task("Memberikan tindakan keperawatan", 36, "day", 25),
    Task("Mencatat asuhan keperawatan", 36, "day", 8),
    Task("Penyuluhan kesehatan warga", 4, "month", 240),
)
CLERK_TASKS = (
    Task("Memeriksa berkas pemohon", 60, "day", 9),
    Task("Menyusun surat keterangan", 38, "day", 14),
    Task("Menyusun laporan layanan", 2, "month", 300),
)
FINANCE_TASKS = (
    Task("Memeriksa dokumen pertanggungjawaban", 24, "day", 18),
    Task("Menyusun laporan keuangan", 1, "month", 3600),
    Task("Menyusun anggaran", 1, "year", 18000),
)
TEACHER_TASKS = (
    Task("Mengajar", 24, "week", 45),
    Task("Menyiapkan pelajaran", 24, "week", 20),
    Task("Menilai hasil belajar", 96, "week", 6),
)

PLOTS = {
    "alak": Plot(
        "alak", "Seleksi tenaga kesehatan Kecamatan Alak", "cpns-2024", today=Decimal(21),
        posts=(
            Post("Perawat Terampil", "Puskesmas Alak", "Alak", NURSE_TASKS, 4, 1, 2, "Dua orang pada tahun ini, sisanya tahun depan sesuai anggaran.",
                ("4100201",), experience_years=1, kinds=(("UMUM", 1), ("DISABILITAS", 1)),
                tests=(_test("cat", "Tes bidang berbasis komputer", "60", 90), _test("practical", "Praktik keperawatan gawat darurat", "40", 30)),
                others=(OtherRequirement("Memiliki STR perawat yang masih berlaku."),)),
            Post("Pengelola Layanan Kesehatan", "Puskesmas Naioni", "Naioni", CLERK_TASKS, 2, 0, 1, "Satu orang pada tahun ini sesuai anggaran.", ("5100106",), tests=(CAT,)),
        ),
    ),
    "makassar": Plot(
        "makassar", "Seleksi pegawai BLUD Kota Makassar", "lokal-contoh", today=Decimal("35.27"),
        rubrics=(("interview", "wawancara-daring"),),
        posts=(
            Post("Petugas Layanan Kependudukan", "UPT Layanan Terpadu", "Makassar", CLERK_TASKS, 3, 1, 2, "Dua orang pada tahun ini sesuai anggaran.", ("5100101", "5100102"), age_max=40,
                tests=(_test("cat", "Ujian bidang berbasis komputer", "60", 60), _test("interview", "Wawancara daring", "40", 30)), kinds=(("UMUM", 2),)),
            Post("Analis Data Layanan", "UPT Layanan Terpadu", "Makassar", FINANCE_TASKS, 0, 0, 1, "Satu orang pada tahun ini sesuai anggaran.", ("5101087", "5100108"), age_max=40,
                tests=(_test("cat", "Ujian bidang berbasis komputer", "60", 60), _test("interview", "Wawancara daring", "40", 30))),
        ),
    ),
    "tanjungbalai": Plot(
        "tanjungbalai", "Seleksi CPNS Kota Tanjungbalai", "cpns-2024", today=Decimal("0.01"),
        posts=(
            Post("Pengelola Keuangan", "Badan Keuangan Daerah", "Tanjungbalai", FINANCE_TASKS, 2, 1, 1, "Satu orang pada tahun ini sesuai anggaran.", ("5100103", "4100203"), tests=(CAT,)),
            Post("Arsiparis Terampil", "Dinas Perpustakaan dan Kearsipan", "Tanjungbalai", CLERK_TASKS, 3, 0, 1, "Satu orang pada tahun ini sesuai anggaran.", ("4100205", "5100109"), tests=(CAT,)),
        ),
    ),
    "sawahlunto": Plot(
        "sawahlunto", "Seleksi tenaga kesehatan dan wisata Kota Sawahlunto", "lokal-contoh", today=Decimal(82),
        rubrics=(("practical", "praktik-perawat-gawat-darurat"), ("interview", "wawancara-daring")),
        posts=(
            Post("Perawat IGD", "RSUD Sawahlunto", "Sawahlunto", NURSE_TASKS, 5, 1, 3, "Tiga orang pada tahun ini sesuai anggaran.", ("4100201", "5100107"), age_max=40, experience_years=1,
                kinds=(("UMUM", 2), ("DISABILITAS", 1)),
                tests=(_test("practical", "Praktik kegawatdaruratan", "70", 30, "50"), _test("interview", "Wawancara", "30", 30))),
            Post("Pemandu Warisan Tambang", "Dinas Kebudayaan", "Sawahlunto", TEACHER_TASKS, 0, 0, 1, "Satu orang pada tahun ini sesuai anggaran.", ("5100111", "3000001"), gpa_min=None, age_max=40,
                tests=(_test("practical", "Praktik memandu", "70", 30, "50"), _test("interview", "Wawancara", "30", 30))),
        ),
    ),
    "andir": Plot(
        "andir", "Seleksi guru kontrak Kecamatan Andir", "lokal-contoh", today=Decimal("57.5"),
        rubrics=(("portfolio", "portofolio-guru"), ("presentation", "presentasi-metode-mengajar"), ("interview", "wawancara-daring")),
        posts=(
            Post("Guru Kelas", "SD Andir", "Andir", TEACHER_TASKS, 0, 0, 2, "Dua orang: satu kelas untuk satu guru.", ("5100101", "5100108", "5101087"), age_max=45, kinds=(("UMUM", 2),),
                tests=(_test("portfolio", "Portofolio mengajar", "30", 30), _test("presentation", "Presentasi cara mengajar yang baru", "40", 20), _test("interview", "Wawancara kompetensi", "30", 30))),
        ),
    ),
}  # fmt: skip
