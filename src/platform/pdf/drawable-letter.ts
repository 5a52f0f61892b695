import type { Letter } from "../../kernel/index.ts";
import { drawableText } from "./faces.ts";

/** The letter with a question mark for each character that no shipped font contains. Not for signed letters, which must not lose a character. */
export function drawableLetter(letter: Letter): Letter {
  return drawable(letter) as Letter;
}

function drawable(value: unknown): unknown {
  if (typeof value === "string") return value.split("\n").map(drawableText).join("\n");
  if (Array.isArray(value)) return value.map(drawable);
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, drawable(part)]));
}
