/** Words of fictitious company names. The coined first words belong to no brand known to us. */
export const firstWords: readonly string[] = [
  "Gemawicara",
  "Sapawara",
  "Lintasujar",
  "Nadabina",
  "Tuturasa",
  "Ragamsapa",
  "Wartabina",
  "Balaswara",
  "Anjungsapa",
  "Kirabicara",
  "Serambikata",
  "Dayasapa",
  "Jembatanujar",
  "Pranalasuara",
  "Titikwicara",
  "Rintiskata",
  "Simpulsapa",
  "Larasujar",
  "Bentangkata",
  "Mandalasapa",
];

/** Second words of company names. */
export const secondWords: readonly string[] = [
  "Arunika",
  "Samaya",
  "Kirana Timur",
  "Bumitara",
  "Sagara Biru",
  "Adikarya",
  "Wanodya",
  "Prabaswara",
  "Lazuardi",
  "Candrika",
  "Kembang Sore",
  "Tirta Jingga",
  "Merbabu Raya",
  "Pesisir Utara",
  "Sanubari",
  "Wijayakrama",
];

/** Last words of company names; the empty one is the commonest. */
export const lastWords: readonly string[] = ["", "", "", "Nusa", "Abadi", "Utama", "Sejahtera", "Mandiri"];

/** A city with its region code, postal prefix and telephone area code. */
export interface Place {
  readonly cityCode: string;
  readonly postalPrefix: string;
  readonly areaCode: string;
}

const placeRows = `3171 101 021;3172 141 021;3173 115 021;3174 121 021;3175 131 021;3273 401 022;3578 602 031;3374 501 024
3471 552 0274;1271 201 061;7371 901 0411;5171 801 0361;1671 301 0711;2171 294 0778;6471 761 0542;3573 651 0341
3372 571 0271;1371 251 0751;1471 281 0761;7171 951 0431;6371 701 0511;6171 781 0561;1871 351 0721;3271 161 0251
3275 171 021;3276 164 021;3671 151 021;3674 153 021;8171 971 0911;9171 991 0967;5371 851 0380;5271 831 0370`;

/** Cities of the fictitious companies. */
export const places: readonly Place[] = placeRows.split(/[;\n]/).map((row) => {
  const [cityCode = "", postalPrefix = "", areaCode = ""] = row.trim().split(" ");
  return { cityCode, postalPrefix, areaCode };
});

/** Street names common in Indonesian cities. */
export const streets: readonly string[] = [
  "Jalan Merpati",
  "Jalan Kenanga",
  "Jalan Diponegoro",
  "Jalan Ahmad Yani",
  "Jalan Melati Raya",
  "Jalan Cendrawasih",
  "Jalan Gajah Mada",
  "Jalan Pahlawan",
  "Jalan Teratai",
  "Jalan Sudirman",
  "Jalan Kartini",
  "Jalan Pemuda",
];

/** Fictitious buildings. */
export const buildings: readonly string[] = [
  "",
  "",
  "",
  "Gedung Arunika Lt. 3, ",
  "Menara Samaya Lt. 12, ",
  "Ruko Kirana Blok B-7, ",
];

/** Village (kelurahan) names. */
export const villages: readonly string[] = [
  "Sukasari",
  "Karanganyar",
  "Menteng Atas",
  "Tegalsari",
  "Mekarjaya",
  "Padangsari",
  "Kebonsari",
  "Tanjungsari",
];

/** First and last names of fictitious directors. */
export const givenNames: readonly string[] = [
  "Ratna",
  "Bambang",
  "Siti",
  "Made",
  "Yohanes",
  "Dewi",
  "Agus",
  "Maria",
  "Teuku",
  "Andi",
  "Nyoman",
  "Rizky",
];

/** Family names or second names of fictitious directors. */
export const familyNames: readonly string[] = [
  "Kusumawati",
  "Prasetyo",
  "Rahayu",
  "Wirawan",
  "Siregar",
  "Lestari",
  "Hidayat",
  "Tanoesa",
  "Mahendra",
  "Simanjuntak",
];

/** One entry of the classification of business fields (KBLI 2020) with the risk text of OSS. */
export interface ActivityWords {
  readonly kbli: string;
  readonly title: string;
  readonly riskText: string;
}

/** The call centre activity. */
export const callCentreActivity: ActivityWords = { kbli: "82200", title: "Aktivitas Call Centre", riskText: "Tinggi" };

/** Other activities of companies in related trades. */
export const otherActivities: readonly ActivityWords[] = [
  { kbli: "62019", title: "Aktivitas Pemrograman Komputer Lainnya", riskText: "Menengah Rendah" },
  {
    kbli: "62029",
    title: "Aktivitas Konsultasi Komputer dan Manajemen Fasilitas Komputer Lainnya",
    riskText: "Rendah",
  },
  { kbli: "63111", title: "Aktivitas Pengolahan Data", riskText: "Rendah" },
  { kbli: "63112", title: "Aktivitas Hosting dan YBDI", riskText: "Menengah Tinggi" },
  { kbli: "70209", title: "Aktivitas Konsultasi Manajemen Lainnya", riskText: "Rendah" },
  { kbli: "73100", title: "Periklanan", riskText: "MR" },
  { kbli: "82110", title: "Aktivitas Penyedia Gabungan Jasa Administrasi Kantor", riskText: "R" },
  { kbli: "85499", title: "Pendidikan Lainnya Swasta", riskText: "Risiko Menengah Rendah" },
];

/** Wrong risk texts for a call centre, as in careless records. */
export const oddRiskTexts: readonly string[] = ["Menengah Rendah", "Rendah", "", "MT"];
