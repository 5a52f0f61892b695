import type { CarrierForm, PastInbound, PastMessage } from "../../service/messaging/sms/wire.ts";
import { customerNumber } from "./history.ts";
import type { HistoryChance } from "./history-chance.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 30;
const MESSAGES_A_DAY = 5;
const UNDELIVERED_SHARE = 0.06;

const TEXTS = [
  "Tagihan Anda bulan ini Rp245.000, jatuh tempo tanggal 20. Abaikan jika sudah membayar.",
  "Pembayaran Anda sudah kami terima. Terima kasih.",
  "Teknisi kami akan datang besok pukul 09.00-12.00 WIB.",
  "Gangguan di wilayah Anda sudah selesai. Mohon nyalakan kembali perangkat Anda.",
  "Permintaan Anda sudah kami catat. Kami akan menghubungi Anda dalam 2 hari kerja.",
] as const;

/** Inbound messages of customers: age in minutes, customer, and text. */
const RECEIVED = [
  { minutesAgo: 12 * 1_440, customer: 31, text: "STOP" },
  { minutesAgo: 5 * 1_440, customer: 47, text: "STOP" },
  { minutesAgo: 24, customer: 3, text: "Selamat pagi, apakah teknisi jadi datang hari ini?" },
  { minutesAgo: 9, customer: 8, text: "Saya sudah transfer tetapi tagihan masih muncul." },
] as const;

/** The carrier of the messages; its agreement has ended. */
export const PAST_CARRIER: CarrierForm = {
  name: "PT Operator Seluler Contoh",
  host: "smsc.contoh.invalid",
  port: 2_775,
  isTls: false,
  systemId: "sambung",
  systemType: "",
  password: "contoh",
  bindAs: "transceiver",
  binds: 1,
  windowMax: 10,
  ratePerSecond: 10,
  enquireMs: 30_000,
  answerMs: 10_000,
  quirks: {
    idInAnswer: "text",
    idInReceipt: "text",
    longBy: "udh8",
    defaultCoding: "gsm",
    dataCoding: { gsm: 0, ucs2: 8 },
    ton: { letters: 5, digits: 3, recipient: 1 },
    npi: { letters: 0, digits: 1, recipient: 1 },
    hasPlus: false,
    tellsValidity: false,
  },
  isOn: true,
  routes: [{ prefix: "628", priceRupiah: 250, quality: 50 }],
};

/** The SMS of a month: nearly all delivered, some not, the newest still with the carrier. */
export function sentMessages(untilMs: number, chance: HistoryChance): readonly PastMessage[] {
  const ended = Array.from({ length: DAYS * MESSAGES_A_DAY }, (_, nth): PastMessage => {
    const daysAgo = DAYS - Math.floor(nth / MESSAGES_A_DAY);
    return {
      atMs: untilMs - daysAgo * DAY_MS + chance.between(0, 22 * 60) * MINUTE_MS,
      recipient: customerNumber(chance.between(0, 60)).slice(1),
      text: chance.pick(TEXTS),
      state: chance.next() < UNDELIVERED_SHARE ? "undeliverable" : "delivered",
    };
  });
  const newest = { atMs: untilMs - 20 * MINUTE_MS, recipient: customerNumber(5).slice(1), text: TEXTS[4], state: null };
  return [...ended.toSorted((left, right) => left.atMs - right.atMs), newest];
}

/** Inbound messages: two are opt-outs, two wait for a reply. */
export function receivedMessages(untilMs: number): readonly PastInbound[] {
  return RECEIVED.map(({ minutesAgo, customer, text }) => ({
    atMs: untilMs - minutesAgo * MINUTE_MS,
    sender: customerNumber(customer).slice(1),
    text,
  }));
}
