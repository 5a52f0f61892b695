/**
 * Names of regions by the Ministry of Home Affairs' code, which is all that OSS sends (`perseroan_daerah_id`, 10 digits:
 * province 2, city or regency 2, district 2, village 4). Contains all provinces, and the cities and regencies where
 * call centres are common; an unknown code yields no city name instead of a wrong one.
 * Source: codes of Permendagri 72/2019 as amended for the Papuan provinces in 2022.
 */
const provinceNames: Readonly<Record<string, string>> = {
  "11": "Aceh",
  "12": "Sumatera Utara",
  "13": "Sumatera Barat",
  "14": "Riau",
  "15": "Jambi",
  "16": "Sumatera Selatan",
  "17": "Bengkulu",
  "18": "Lampung",
  "19": "Kepulauan Bangka Belitung",
  "21": "Kepulauan Riau",
  "31": "DKI Jakarta",
  "32": "Jawa Barat",
  "33": "Jawa Tengah",
  "34": "DI Yogyakarta",
  "35": "Jawa Timur",
  "36": "Banten",
  "51": "Bali",
  "52": "Nusa Tenggara Barat",
  "53": "Nusa Tenggara Timur",
  "61": "Kalimantan Barat",
  "62": "Kalimantan Tengah",
  "63": "Kalimantan Selatan",
  "64": "Kalimantan Timur",
  "65": "Kalimantan Utara",
  "71": "Sulawesi Utara",
  "72": "Sulawesi Tengah",
  "73": "Sulawesi Selatan",
  "74": "Sulawesi Tenggara",
  "75": "Gorontalo",
  "76": "Sulawesi Barat",
  "81": "Maluku",
  "82": "Maluku Utara",
  "91": "Papua",
  "92": "Papua Barat",
  "93": "Papua Selatan",
  "94": "Papua Tengah",
  "95": "Papua Pegunungan",
  "96": "Papua Barat Daya",
};

/** Cities (kota) and regencies (kabupaten) by the first four digits of the code. */
const cityNames: Readonly<Record<string, string>> = {
  "1171": "Kota Banda Aceh",
  "1271": "Kota Medan",
  "1371": "Kota Padang",
  "1471": "Kota Pekanbaru",
  "1571": "Kota Jambi",
  "1671": "Kota Palembang",
  "1771": "Kota Bengkulu",
  "1871": "Kota Bandar Lampung",
  "1971": "Kota Pangkalpinang",
  "2171": "Kota Batam",
  "2172": "Kota Tanjungpinang",
  "3171": "Kota Jakarta Pusat",
  "3172": "Kota Jakarta Utara",
  "3173": "Kota Jakarta Barat",
  "3174": "Kota Jakarta Selatan",
  "3175": "Kota Jakarta Timur",
  "3201": "Kabupaten Bogor",
  "3204": "Kabupaten Bandung",
  "3216": "Kabupaten Bekasi",
  "3271": "Kota Bogor",
  "3273": "Kota Bandung",
  "3274": "Kota Cirebon",
  "3275": "Kota Bekasi",
  "3276": "Kota Depok",
  "3277": "Kota Cimahi",
  "3278": "Kota Tasikmalaya",
  "3371": "Kota Magelang",
  "3372": "Kota Surakarta",
  "3373": "Kota Salatiga",
  "3374": "Kota Semarang",
  "3375": "Kota Pekalongan",
  "3376": "Kota Tegal",
  "3402": "Kabupaten Bantul",
  "3404": "Kabupaten Sleman",
  "3471": "Kota Yogyakarta",
  "3515": "Kabupaten Sidoarjo",
  "3571": "Kota Kediri",
  "3573": "Kota Malang",
  "3577": "Kota Madiun",
  "3578": "Kota Surabaya",
  "3671": "Kota Tangerang",
  "3672": "Kota Cilegon",
  "3673": "Kota Serang",
  "3674": "Kota Tangerang Selatan",
  "5103": "Kabupaten Badung",
  "5171": "Kota Denpasar",
  "5271": "Kota Mataram",
  "5371": "Kota Kupang",
  "6171": "Kota Pontianak",
  "6271": "Kota Palangka Raya",
  "6371": "Kota Banjarmasin",
  "6471": "Kota Balikpapan",
  "6472": "Kota Samarinda",
  "6571": "Kota Tarakan",
  "7171": "Kota Manado",
  "7271": "Kota Palu",
  "7371": "Kota Makassar",
  "7471": "Kota Kendari",
  "7571": "Kota Gorontalo",
  "8171": "Kota Ambon",
  "8271": "Kota Ternate",
  "9171": "Kota Jayapura",
  "9671": "Kota Sorong",
};

/** The name of a region by its code; null when this list has no name for it. */
export interface Region {
  readonly city: string | null;
  readonly province: string | null;
}

/** Names the city and province of a region code of any length; dots between the parts are allowed. */
export function regionOf(code: string): Region {
  const digits = code.replace(/\D/g, "");
  return {
    city: cityNames[digits.slice(0, 4)] ?? null,
    province: provinceNames[digits.slice(0, 2)] ?? null,
  };
}
