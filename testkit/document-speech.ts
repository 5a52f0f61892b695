import type { DocumentCase } from "./document-case.ts";

const SPOKEN = { language: "en-US", hints: [], quietMs: 5_000, takesKeys: true };

function speech(attribute: string, attributes: string, becomes: object, note: string): DocumentCase {
  const input = attribute === "input" ? "" : 'input="speech" ';
  return {
    element: "Gather",
    attribute,
    note,
    example: `<Gather ${input}${attributes}/>`,
    becomes: { speech: becomes },
  };
}

/** Speech recognition. */
export const SPEECH: readonly DocumentCase[] = [
  speech(
    "input",
    'input="dtmf speech"',
    SPOKEN,
    "Default `dtmf`. `speech` needs a speech recogniser ([setup](cpaas.md#speech-recognition)); without one there is a warning, and keys still work. The action receives `SpeechResult` and `Confidence`.",
  ),
  speech("language", 'language="id-ID"', { language: "id-ID", takesKeys: false }, "Default `en-US`."),
  speech(
    "hints",
    'hints="satu, dua"',
    { hints: ["satu", "dua"] },
    "Up to 500 hints of 100 characters; passed to the recogniser.",
  ),
  speech(
    "speechTimeout",
    'speechTimeout="auto"',
    { quietMs: null },
    "Seconds of silence after the last word; default: the value of `timeout`. With `auto` the recogniser detects the end.",
  ),
];
