import { readFile } from "node:fs/promises";
import path from "node:path";
import { present } from "../../kernel/index.ts";
import type { Speech, SpeechLanguage } from "../../platform/speech/index.ts";
import { readWav } from "../../protocols/audio/index.ts";
import { speakWords } from "../../service/telephony/prompts/wire.ts";

const PROMPTS = path.resolve(import.meta.dirname, "../../../prompts");

/** Conversations of simulated callers and agents; each contains the turns of one side. */
const SCRIPTS = {
  "caller-billing": {
    id: [
      "Halo. Saya ingin menanyakan tagihan internet saya bulan ini.",
      "Saya sudah transfer kemarin, tetapi tagihannya masih muncul di aplikasi.",
      "Nomor pelanggan saya satu dua tiga, empat lima enam. Bisa tolong diperiksa?",
      "Baik, jadi pembayarannya masih diproses. Berapa lama biasanya?",
      "Baik. Terima kasih banyak atas bantuannya. Sampai jumpa.",
    ],
    en: [
      "Hello. I have a question about my internet bill for this month.",
      "I paid by bank transfer yesterday, but the app still shows the bill as unpaid.",
      "My customer number is one two three, four five six. Could you check it, please?",
      "I see, so the payment is being processed. How long does that usually take?",
      "All right. Thank you very much for your help. Goodbye.",
    ],
  },
  "caller-fault": {
    id: [
      "Halo. Sambungan internet di rumah saya terputus sejak sore.",
      "Lampu perangkatnya berwarna merah. Sudah saya matikan dan nyalakan lagi.",
      "Ya, alamatnya masih sama. Kapan teknisi bisa datang?",
      "Baik, besok pagi saya ada di rumah.",
      "Terima kasih. Sampai jumpa.",
    ],
    en: [
      "Hello. The internet connection at my house has been down since this afternoon.",
      "The light on the device is red. I have already restarted it.",
      "Yes, the address is still the same. When can a technician come?",
      "All right, I will be at home tomorrow morning.",
      "Thank you. Goodbye.",
    ],
  },
  agent: {
    id: [
      "Selamat datang di Gemawicara. Ada yang dapat kami bantu?",
      "Baik. Mohon tunggu sebentar, kami periksa terlebih dahulu.",
      "Datanya sudah kami temukan. Permintaan Anda kami catat.",
      "Kami akan menghubungi Anda lagi paling lambat besok.",
      "Terima kasih sudah menghubungi kami.",
    ],
    en: [
      "Welcome to Gemawicara. How may we help you?",
      "One moment, please. We are looking into it.",
      "We have found your details and recorded your request.",
      "We will contact you again by tomorrow.",
      "Thank you for calling.",
    ],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<SpeechLanguage, readonly string[]>>>>;

/** A side of a simulated conversation. */
export type ScriptName = keyof typeof SCRIPTS;

/** Shipped voice recordings, used when the machine has no text-to-speech program. */
const SHIPPED = ["about", "hours", "all-busy", "closed", "goodbye"] as const;

/** The audio of a script's turns at 8,000 samples a second. */
export type SpokenScript = readonly Int16Array[];

/** Synthesises each script once, or uses shipped recordings without a text-to-speech program. */
export function openCallerVoices(
  speech: Speech,
): (name: ScriptName, language: SpeechLanguage) => Promise<SpokenScript> {
  const spoken = new Map<string, Promise<SpokenScript>>();
  return (name, language) => {
    const key = `${name} ${language}`;
    const script = spoken.get(key) ?? speakScript(speech, { name, language });
    spoken.set(key, script);
    return script;
  };
}

async function speakScript(
  speech: Speech,
  { name, language }: { readonly name: ScriptName; readonly language: SpeechLanguage },
): Promise<SpokenScript> {
  const turns: Int16Array[] = [];
  for (const [nth, words] of SCRIPTS[name][language].entries()) {
    const spoken = await speakWords({ speech }, { words, language });
    turns.push(spoken.ok ? spoken.value : await shippedRecording(language, nth));
  }
  return turns;
}

async function shippedRecording(language: SpeechLanguage, nth: number): Promise<Int16Array> {
  const name = `${SHIPPED[nth % SHIPPED.length] ?? SHIPPED[0]}.wav`;
  const wav = readWav(await readFile(path.join(PROMPTS, language, name)));
  return present(wav.ok ? wav.value.channels[0] : undefined, `the recording ${name}`);
}
