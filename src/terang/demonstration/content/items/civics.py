"""Civic knowledge: Pancasila, the constitution, institutions, history. Topic, stem, right answer, wrong ones."""

SILA = ("Ketuhanan Yang Maha Esa", "Kemanusiaan yang adil dan beradab", "Persatuan Indonesia",
        "Kerakyatan yang dipimpin oleh hikmat kebijaksanaan dalam permusyawaratan/perwakilan",
        "Keadilan sosial bagi seluruh rakyat Indonesia")  # fmt: skip
EMBLEMS = ("Bintang", "Rantai", "Pohon beringin", "Kepala banteng", "Padi dan kapas")
ORDINALS = ("pertama", "kedua", "ketiga", "keempat", "kelima")
ARTICLES = (
    ("kedaulatan berada di tangan rakyat dan dilaksanakan menurut Undang-Undang Dasar", "Pasal 1 ayat (2)"),
    ("negara Indonesia adalah negara hukum", "Pasal 1 ayat (3)"),
    ("masa jabatan Presiden dan Wakil Presiden selama lima tahun", "Pasal 7"),
    ("pembagian wilayah negara atas daerah provinsi, kabupaten, dan kota", "Pasal 18 ayat (1)"),
    ("kekuasaan Dewan Perwakilan Rakyat membentuk undang-undang", "Pasal 20 ayat (1)"),
    ("pemilihan umum yang langsung, umum, bebas, rahasia, jujur, dan adil", "Pasal 22E ayat (1)"),
    ("Badan Pemeriksa Keuangan yang bebas dan mandiri", "Pasal 23E ayat (1)"),
    ("wewenang Mahkamah Agung mengadili pada tingkat kasasi", "Pasal 24A ayat (1)"),
    ("wewenang Komisi Yudisial mengusulkan pengangkatan hakim agung", "Pasal 24B ayat (1)"),
    ("wewenang Mahkamah Konstitusi menguji undang-undang terhadap Undang-Undang Dasar", "Pasal 24C ayat (1)"),
    ("kesamaan kedudukan warga negara di dalam hukum dan pemerintahan", "Pasal 27 ayat (1)"),
    ("hak tiap warga negara atas pekerjaan dan penghidupan yang layak", "Pasal 27 ayat (2)"),
    ("hak dan kewajiban warga negara ikut serta dalam upaya pembelaan negara", "Pasal 27 ayat (3)"),
    ("kemerdekaan berserikat dan berkumpul serta mengeluarkan pikiran", "Pasal 28"),
    ("kemerdekaan tiap penduduk untuk memeluk agamanya masing-masing", "Pasal 29 ayat (2)"),
    ("hak dan kewajiban warga negara dalam usaha pertahanan dan keamanan negara", "Pasal 30 ayat (1)"),
    ("hak setiap warga negara mendapat pendidikan", "Pasal 31 ayat (1)"),
    ("anggaran pendidikan sekurang-kurangnya dua puluh persen", "Pasal 31 ayat (4)"),
    ("kewajiban negara memajukan kebudayaan nasional", "Pasal 32 ayat (1)"),
    ("penguasaan negara atas bumi, air, dan kekayaan alam untuk kemakmuran rakyat", "Pasal 33 ayat (3)"),
    ("pemeliharaan fakir miskin dan anak-anak yang terlantar oleh negara", "Pasal 34 ayat (1)"),
    ("bendera negara Sang Merah Putih", "Pasal 35"),
    ("bahasa negara, yaitu Bahasa Indonesia", "Pasal 36"),
    ("lambang negara Garuda Pancasila", "Pasal 36A"),
    ("lagu kebangsaan Indonesia Raya", "Pasal 36B"),
)
SINGLE = (
    ("lembaga", "Lembaga yang berwenang menguji undang-undang terhadap Undang-Undang Dasar adalah …",
     "Mahkamah Konstitusi", ("Mahkamah Agung", "Komisi Yudisial", "Dewan Perwakilan Rakyat", "Badan Pemeriksa Keuangan")),
    ("lembaga", "Lembaga yang menguji peraturan di bawah undang-undang terhadap undang-undang adalah …",
     "Mahkamah Agung", ("Mahkamah Konstitusi", "Komisi Yudisial", "Ombudsman", "Dewan Perwakilan Daerah")),
    ("lembaga", "Lembaga yang memeriksa pengelolaan dan tanggung jawab keuangan negara adalah …",
     "Badan Pemeriksa Keuangan", ("Bank Indonesia", "Kementerian Keuangan", "Ombudsman", "Mahkamah Agung")),
    ("lembaga", "Lembaga yang mengawasi penyelenggaraan pelayanan publik dan menerima laporan maladministrasi adalah …",
     "Ombudsman Republik Indonesia", ("Komisi Yudisial", "Badan Kepegawaian Negara", "Dewan Pers", "Mahkamah Konstitusi")),
    ("lembaga", "Tiga fungsi Dewan Perwakilan Rakyat adalah …",
     "legislasi, anggaran, dan pengawasan",
     ("legislasi, peradilan, dan pengawasan", "anggaran, eksekusi, dan peradilan", "pengawasan, eksekusi, dan legislasi",
      "pemeriksaan, peradilan, dan anggaran")),
    ("lembaga", "Gubernur, bupati, dan wali kota adalah kepala …",
     "pemerintah daerah", ("lembaga peradilan", "dewan perwakilan", "badan usaha milik negara", "lembaga pemeriksa")),
    ("sejarah", "Sumpah Pemuda diikrarkan pada tanggal …", "28 Oktober 1928",
     ("20 Mei 1908", "17 Agustus 1945", "1 Juni 1945", "10 November 1945")),
    ("sejarah", "Berdirinya Budi Utomo pada 20 Mei 1908 diperingati sebagai hari …", "Kebangkitan Nasional",
     ("Pahlawan", "Sumpah Pemuda", "Pendidikan Nasional", "Lahir Pancasila")),
    ("sejarah", "Pencipta lagu Indonesia Raya adalah …", "Wage Rudolf Supratman",
     ("Ismail Marzuki", "Kusbini", "Husein Mutahar", "Cornel Simanjuntak")),
    ("sejarah", "Undang-Undang Dasar 1945 disahkan pada 18 Agustus 1945 oleh …",
     "Panitia Persiapan Kemerdekaan Indonesia",
     ("Konstituante", "Dewan Perwakilan Rakyat", "Panitia Sembilan", "Komite Nasional Indonesia Pusat")),
    ("sejarah", "Naskah Proklamasi diketik oleh …", "Sayuti Melik",
     ("Sukarni", "Achmad Soebardjo", "Chaerul Saleh", "Wikana")),
    ("sejarah", "Ketua Badan Penyelidik Usaha-usaha Persiapan Kemerdekaan adalah …", "Radjiman Wedyodiningrat",
     ("Soekarno", "Mohammad Hatta", "Soepomo", "Mohammad Yamin")),
    ("sejarah", "Konferensi Asia Afrika tahun 1955 diselenggarakan di kota …", "Bandung",
     ("Jakarta", "Surabaya", "Yogyakarta", "Semarang")),
    ("sejarah", "Hari Pahlawan setiap 10 November memperingati pertempuran di kota …", "Surabaya",
     ("Bandung", "Medan", "Ambarawa", "Palembang")),
    ("kebinekaan", "Semboyan Bhinneka Tunggal Ika berasal dari kitab …", "Sutasoma",
     ("Negarakertagama", "Pararaton", "Arjunawiwaha", "Ramayana")),
    ("kebinekaan", "Pengarang kitab yang memuat semboyan Bhinneka Tunggal Ika adalah …", "Mpu Tantular",
     ("Mpu Prapanca", "Mpu Sedah", "Mpu Kanwa", "Mpu Panuluh")),
    ("integritas", "Pegawai yang menerima gratifikasi wajib melaporkannya kepada KPK paling lambat …",
     "30 hari kerja sejak diterima",
     ("60 hari kerja sejak diterima", "90 hari kerja sejak diterima", "satu tahun sejak diterima", "akhir masa jabatan")),
    ("integritas", "Dalam nilai dasar BerAKHLAK, huruf K yang pertama berarti …", "Kompeten",
     ("Kreatif", "Konsisten", "Komunikatif", "Kooperatif")),
    ("integritas", "Dalam nilai dasar BerAKHLAK, mempertanggungjawabkan kepercayaan yang diberikan disebut …", "Akuntabel",
     ("Adaptif", "Harmonis", "Loyal", "Kolaboratif")),
    ("integritas", "Pegawai yang keputusannya menyangkut usaha milik keluarganya sendiri menghadapi …",
     "benturan kepentingan", ("kesalahan administrasi", "kelebihan beban kerja", "keadaan kahar", "hak diskresi")),
)  # fmt: skip


def _pancasila() -> list[tuple[str, str, str, tuple[str, ...]]]:
    made = []
    for place, ordinal in enumerate(ORDINALS):
        others = [other for other in range(5) if other != place]
        made += [
            ("pancasila", f"Lambang sila {ordinal} Pancasila adalah …", EMBLEMS[place], tuple(EMBLEMS[o] for o in others)),
            ("pancasila", f"Bunyi sila {ordinal} Pancasila adalah …", SILA[place], tuple(SILA[o] for o in others)),
            ("pancasila", f"{EMBLEMS[place]} pada perisai Garuda Pancasila melambangkan sila …", ordinal,
             tuple(ORDINALS[o] for o in others)),
        ]  # fmt: skip
    return made


def _constitution() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Wrong answers are the articles of other subjects."""
    made = []
    for place, (subject, article) in enumerate(ARTICLES):
        others = tuple(ARTICLES[(place + step) % len(ARTICLES)][1] for step in (5, 9, 14, 20))
        made.append(
            (
                "konstitusi",
                f"Dalam UUD Negara Republik Indonesia Tahun 1945, {subject} diatur dalam …",
                article,
                others,
            )
        )
    return made


QUESTIONS = (*_pancasila(), *_constitution(), *SINGLE)
