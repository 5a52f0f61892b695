import type { Flow, FlowStep } from "../src/service/flows/ivr/index.ts";
import { keyInputSettings, prompt } from "./flow-sample.ts";

/** A flow that asks for a code, looks it up in a list and plays its price; a match leads back to the question. */
export function dataLookupFlow(listId: string, change: object = {}): Flow {
  const step = {
    id: "harga",
    name: "Harga barang",
    kind: "look-up",
    asks: true,
    phrase: prompt("enter-number"),
    ...keyInputSettings,
    attemptsMax: 1,
    value: "code",
    digitsMin: 1,
    digitsMax: 6,
    endKey: "#",
    listId,
    by: "code",
    says: { id: "Harga {name} adalah {price} rupiah", en: "{name} costs {price} rupiah" },
    found: "akhir",
    notFound: "tidak-ada",
    failed: "gangguan",
    ...change,
  } as FlowStep;
  return {
    languages: ["id"],
    start: "harga",
    steps: [
      step,
      { id: "tidak-ada", name: "Tidak ada", kind: "say", phrase: prompt("welcome"), isBargeable: true, next: "akhir" },
      { id: "gangguan", name: "Gangguan", kind: "say", phrase: prompt("queue-full"), isBargeable: true, next: "akhir" },
      { id: "akhir", name: "Akhir", kind: "hang-up", phrase: [] },
    ],
  };
}
