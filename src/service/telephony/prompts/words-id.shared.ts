/**
 * Fragments of Indonesian speech by name: what numbers, dates and amounts are put together from. A text that ends in "~" is
 * joined to the next without a space ("ke~" and "dua" are "kedua").
 */
export const ID_FRAGMENTS: Readonly<Record<string, string>> = {
  ...{ "n-0": "nol", "n-1": "satu", "n-2": "dua", "n-3": "tiga", "n-4": "empat", "n-5": "lima", "n-6": "enam" },
  ...{ "n-7": "tujuh", "n-8": "delapan", "n-9": "sembilan", "n-10": "sepuluh", "n-11": "sebelas" },
  ...{ "n-12": "dua belas", "n-13": "tiga belas", "n-14": "empat belas", "n-15": "lima belas" },
  ...{ "n-16": "enam belas", "n-17": "tujuh belas", "n-18": "delapan belas", "n-19": "sembilan belas" },
  ...{ "n-20": "dua puluh", "n-30": "tiga puluh", "n-40": "empat puluh", "n-50": "lima puluh" },
  ...{ "n-60": "enam puluh", "n-70": "tujuh puluh", "n-80": "delapan puluh", "n-90": "sembilan puluh" },
  ...{ "n-100": "seratus", "n-200": "dua ratus", "n-300": "tiga ratus", "n-400": "empat ratus", "n-500": "lima ratus" },
  ...{ "n-600": "enam ratus", "n-700": "tujuh ratus", "n-800": "delapan ratus", "n-900": "sembilan ratus" },
  ...{ "one-thousand": "seribu", thousand: "ribu", million: "juta", billion: "miliar", trillion: "triliun" },
  ...{ point: "koma", minus: "minus", "ordinal-1": "pertama", "ordinal-of": "ke~" },
  ...{ "day-1": "Senin", "day-2": "Selasa", "day-3": "Rabu", "day-4": "Kamis", "day-5": "Jumat" },
  ...{ "day-6": "Sabtu", "day-7": "Minggu" },
  ...{ "month-1": "Januari", "month-2": "Februari", "month-3": "Maret", "month-4": "April", "month-5": "Mei" },
  ...{ "month-6": "Juni", "month-7": "Juli", "month-8": "Agustus", "month-9": "September", "month-10": "Oktober" },
  ...{ "month-11": "November", "month-12": "Desember" },
  ...{ clock: "pukul", past: "lewat", days: "hari", hours: "jam", minutes: "menit", seconds: "detik" },
  ...{ WIB: "Waktu Indonesia Barat", WITA: "Waktu Indonesia Tengah", WIT: "Waktu Indonesia Timur" },
  ...{ rupiah: "rupiah", about: "sekitar", "less-than": "kurang dari", "more-than": "lebih dari" },
  ...{ position: "Anda berada di urutan", wait: "Perkiraan waktu tunggu Anda" },
  ...{ star: "bintang", hash: "pagar", plus: "plus" },
  ...{ "letter-a": "a", "letter-b": "be", "letter-c": "ce", "letter-d": "de", "letter-e": "e", "letter-f": "ef" },
  ...{ "letter-g": "ge", "letter-h": "ha", "letter-i": "i", "letter-j": "je", "letter-k": "ka", "letter-l": "el" },
  ...{ "letter-m": "em", "letter-n": "en", "letter-o": "o", "letter-p": "pe", "letter-q": "ki", "letter-r": "er" },
  ...{ "letter-s": "es", "letter-t": "te", "letter-u": "u", "letter-v": "fe", "letter-w": "we", "letter-x": "eks" },
  ...{ "letter-y": "ye", "letter-z": "zet" },
};
