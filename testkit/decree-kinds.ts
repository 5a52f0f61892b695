import type { CodeDecreeFacts } from "../src/licensing/issuing/index.ts";
import { SAMPLE_DECREE } from "./decree-sample.ts";

const earlier = { number: "97/TEL.05.05/2025", decidedOn: "2025-03-04" };

/** A decree of each kind after an assignment, about an ordinary company. */
export const LATER_DECREES: Readonly<Record<"change" | "return" | "revocation", CodeDecreeFacts>> = {
  change: {
    ...SAMPLE_DECREE,
    number: "132/TEL.05.05/2026",
    act: {
      kind: "change",
      ground: "identity",
      earlier,
      before: { name: "PT Gema Persada Nusantara", address: "Jalan Lama Nomor 3, Kota Depok, Jawa Barat" },
      citation: "",
    },
  },
  return: {
    ...SAMPLE_DECREE,
    number: "133/TEL.05.05/2026",
    act: {
      kind: "return",
      earlier,
      reason: "layanan pusat panggilan kami dialihkan ke nomor lain sejak Oktober 2026.",
      quarantinedUntil: "2027-05-25",
    },
  },
  revocation: {
    ...SAMPLE_DECREE,
    number: "134/TEL.05.05/2026",
    act: {
      kind: "revocation",
      earlier,
      ground: "unused",
      clause: "PM 14/2018; PM 5/2021",
      statement: "pemeriksaan lalu lintas menunjukkan tidak ada panggilan ke kode itu sejak Maret 2026;",
      isAnswered: false,
      obeyDays: 30,
      quarantinedUntil: "2027-05-25",
    },
  },
};
