/** Photos as evidence: reduced in the browser before storage, so that they can be sent over a poor connection. */
import { shrinkScan } from "../../../data/shrink-scan.ts";
import type { AnswerPhoto } from "./field-answers.ts";
import { type FieldPlace, keepPhoto } from "./field-store.ts";

/** Maximum size in bytes of a page with one photo; a poor connection sends it in less than half a minute. */
const BYTES_MAX = 700_000;

/** Stores a photo on this device; null when the browser cannot read the picture. */
export async function takePhoto(place: FieldPlace, picture: File): Promise<AnswerPhoto | null> {
  const file = await shrinkScan(picture, BYTES_MAX);
  if (file === null) return null;
  const photo = { id: crypto.randomUUID(), name: picture.name };
  await keepPhoto(place, photo.id, { file, fileId: null });
  return photo;
}
