/** What this device keeps of a test: its items, the answers the server has, those that wait, and their photos. In IndexedDB. */
import { createStore, delMany, entries, get, set, setMany, type UseStore } from "idb-keyval";
import type { Test, TestAnswers } from "../test-types.ts";
import type { StoredAnswer } from "./field-answers.ts";

/** A test as it was read last. */
export interface StoredTest {
  readonly test: Test;
  readonly answers: TestAnswers;
  readonly readAt: string;
}

/** A photo that was taken, and the file it became once it was sent. */
export interface StoredPhoto {
  readonly file: File;
  readonly fileId: string | null;
}

/** Whose and of what; nothing of somebody else on the same device is ever read. */
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

/** The test as it was read last; undefined when it never was on this device. */
export const readStoredTest = (place: FieldPlace): Promise<StoredTest | undefined> =>
  get(keyOf(place, "test"), store());

/** Keeps the test for when there is no connection. */
export const keepTest = (place: FieldPlace, kept: StoredTest): Promise<void> =>
  set(keyOf(place, "test"), kept, store());

/** Everything that waits here. */
export async function queueOf(place: FieldPlace): Promise<readonly StoredAnswer[]> {
  const start = keyOf(place, "answer");
  const all = await entries<string, StoredAnswer>(store());
  return all
    .filter(([key]) => key.startsWith(start))
    .map(([, answer]) => answer)
    .toSorted((left, right) => (left.answeredAt < right.answeredAt ? -1 : 1));
}

/** Keeps answers, each under its id, in one transaction: all of them or none. */
export const keepAnswers = (place: FieldPlace, answers: readonly StoredAnswer[]): Promise<void> =>
  setMany(
    answers.map((answer) => [keyOf(place, "answer", answer.id), answer]),
    store(),
  );

/** Forgets answers that the server has, with their photos. */
export const forgetAnswers = (place: FieldPlace, answers: readonly StoredAnswer[]): Promise<void> =>
  delMany(
    answers.flatMap(({ id, photos }) => [
      keyOf(place, "answer", id),
      ...photos.map((photo) => keyOf(place, "photo", photo.id)),
    ]),
    store(),
  );

/** A photo that was taken. */
export const photoOf = (place: FieldPlace, id: string): Promise<StoredPhoto | undefined> =>
  get(keyOf(place, "photo", id), store());

/** Keeps a photo. */
export const keepPhoto = (place: FieldPlace, id: string, photo: StoredPhoto): Promise<void> =>
  set(keyOf(place, "photo", id), photo, store());

/** Forgets the copies of all tests, since the device may be shared; what waits to be sent stays for its writer. */
export async function forgetTests(): Promise<void> {
  const all = await entries<string, unknown>(store());
  const copies = all.map(([key]) => key).filter((key) => key.endsWith("/test/"));
  await delMany(copies, store());
}
