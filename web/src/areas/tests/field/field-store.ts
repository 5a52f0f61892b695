/** Offline storage of a test in IndexedDB: items, the server's answers, queued answers, and their photos. */
import { createStore, delMany, entries, get, set, setMany, type UseStore } from "idb-keyval";
import type { Test, TestAnswers } from "../test-types.ts";
import type { StoredAnswer } from "./field-answers.ts";

/** The last copy of a test. */
export interface StoredTest {
  readonly test: Test;
  readonly answers: TestAnswers;
  readonly readAt: string;
}

/** A photo, and the id of its file after upload. */
export interface StoredPhoto {
  readonly file: File;
  readonly fileId: string | null;
}

/** The person and test of stored data; data of other users on the device is never read. */
export interface FieldPlace {
  readonly personId: string;
  readonly testId: string;
}

let opened: UseStore | null = null;
const store = (): UseStore => {
  opened ??= createStore("sambung-field", "kept");
  return opened;
};

const keyOf = ({ personId, testId }: FieldPlace, kind: "test" | "answer" | "photo", id = ""): string =>
  `${personId}/${testId}/${kind}/${id}`;

/** The last copy of the test; undefined if it was never loaded on this device. */
export const readStoredTest = (place: FieldPlace): Promise<StoredTest | undefined> =>
  get(keyOf(place, "test"), store());

/** Stores the test for offline use. */
export const keepTest = (place: FieldPlace, kept: StoredTest): Promise<void> =>
  set(keyOf(place, "test"), kept, store());

/** All queued answers. */
export async function queueOf(place: FieldPlace): Promise<readonly StoredAnswer[]> {
  const start = keyOf(place, "answer");
  const all = await entries<string, StoredAnswer>(store());
  return all
    .filter(([key]) => key.startsWith(start))
    .map(([, answer]) => answer)
    .toSorted((left, right) => (left.answeredAt < right.answeredAt ? -1 : 1));
}

/** Stores answers by id in one transaction. */
export const keepAnswers = (place: FieldPlace, answers: readonly StoredAnswer[]): Promise<void> =>
  setMany(
    answers.map((answer) => [keyOf(place, "answer", answer.id), answer]),
    store(),
  );

/** Deletes answers with their photos. */
export const forgetAnswers = (place: FieldPlace, answers: readonly StoredAnswer[]): Promise<void> =>
  delMany(
    answers.flatMap(({ id, photos }) => [
      keyOf(place, "answer", id),
      ...photos.map((photo) => keyOf(place, "photo", photo.id)),
    ]),
    store(),
  );

/** Reads a photo. */
export const photoOf = (place: FieldPlace, id: string): Promise<StoredPhoto | undefined> =>
  get(keyOf(place, "photo", id), store());

/** Stores a photo. */
export const keepPhoto = (place: FieldPlace, id: string, photo: StoredPhoto): Promise<void> =>
  set(keyOf(place, "photo", id), photo, store());

/** Deletes the copies of all tests, because the device may be shared; queued answers remain for their author. */
export async function forgetTests(): Promise<void> {
  const all = await entries<string, unknown>(store());
  const copies = all.map(([key]) => key).filter((key) => key.endsWith("/test/"));
  await delMany(copies, store());
}
