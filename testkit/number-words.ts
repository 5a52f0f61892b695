/** Words of Indonesian numbers below a thousand, as listed in the Kamus Besar Bahasa Indonesia. */
const ID_ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
const ID_SCALES: Readonly<Record<string, number>> = { ribu: 1e3, juta: 1e6, miliar: 1e9, triliun: 1e12 };

/**
 * The value of a number in Indonesian words, evaluated from left to right like a listener: "se" is one of the next unit, "belas" adds
 * ten, "puluh", "ratus" and the scales multiply the preceding value. NaN for anything else. It shares no code with the number reader.
 */
export function idValue(words: string): number {
  let total = 0;
  let group = 0;
  let ones = 0;
  for (const word of words.split(" ").flatMap((one) => apart(one))) {
    const digit = ID_ONES.indexOf(word);
    const scale = ID_SCALES[word];
    if (digit >= 0) ones = digit;
    else if (word === "belas") [group, ones] = [group + ones + 10, 0];
    else if (word === "puluh") [group, ones] = [group + ones * 10, 0];
    else if (word === "ratus") [group, ones] = [group + ones * 100, 0];
    else if (scale === 1e12) [total, group, ones] = [(total + group + ones) * scale, 0, 0];
    else if (scale !== undefined) [total, group, ones] = [total + (group + ones) * scale, 0, 0];
    else return Number.NaN;
  }
  return total + group + ones;
}

/** "Seratus" is "satu ratus", and so on. */
function apart(word: string): readonly string[] {
  return /^se(?:puluh|belas|ratus|ribu)$/.test(word) ? ["satu", word.slice(2)] : [word];
}

const EN_SMALL = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const EN_SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  quadrillion: 1e15,
};

/** The value of a number in English words; NaN for anything else. It shares no code with the number reader. */
export function enValue(words: string): number {
  let total = 0;
  let group = 0;
  for (const word of words.split(" ")) {
    const scale = EN_SCALES[word];
    if (EN_SMALL.includes(word)) group += EN_SMALL.indexOf(word);
    else if (EN_TENS.includes(word)) group += 10 * EN_TENS.indexOf(word);
    else if (word === "hundred") group *= 100;
    else if (scale !== undefined) [total, group] = [total + group * scale, 0];
    else if (word !== "and") return Number.NaN;
  }
  return total + group;
}
