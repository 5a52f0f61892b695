/** Photos as evidence: made small in the browser before they are kept, so that a poor link carries them. */
import { shrinkScan } from "../../../data/shrink-scan.ts";
import type { AnswerPhoto } from "./field-answers.ts";
import { type FieldPlace, keepPhoto } from "./field-store.ts";

/** A page of one photo; less than a poor link carries in half a minute. */
const BYTES_MAX = 700_000;

/** Keeps a photo on this device; null when it is no picture that this browser can read. */
export async function takePhoto(place: FieldPlace, picture: File): Promise<AnswerPhoto | null> {
  const file = await shrinkScan(picture, BYTES_MAX);
  if (file === null) return null;
  const photo = { id: crypto.randomUUID(), name: picture.name };
  await keepPhoto(place, photo.id, { file, fileId: null });
  return photo;
}
