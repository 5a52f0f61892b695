/** Sends queued answers, with retries. Ids are created on this device, so that a retry never stores an answer twice. */

import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";
import { sendPatiently } from "../../../data/send-file.ts";
import type { Test, TestAnswers } from "../test-types.ts";
import { afterSending, arrived, nextBatch, type StoredAnswer } from "./field-answers.ts";
import {
  type FieldPlace,
  forgetAnswers,
  keepAnswers,
  keepPhoto,
  keepTest,
  photoOf,
  queueOf,
  type StoredTest,
} from "./field-store.ts";

/** Maximum number of batches in one run; the rest follows in the next run. */
const BATCHES_MAX = 20;

interface Results {
  readonly results: readonly {
    readonly id: string;
    readonly result: "stored" | "refused";
    readonly code: string | null;
  }[];
}

/** Loads the test and all answers, and stores both. */
async function readAndKeep(place: FieldPlace): Promise<StoredTest> {
  const path = { id: place.testId };
  const [test, answers] = await Promise.all([
    read<Test>(api.GET("/api/tests/{id}", { params: { path } })),
    read<TestAnswers>(api.GET("/api/tests/{id}/answers", { params: { path } })),
  ]);
  const kept = { test, answers, readAt: new Date().toISOString() };
  await keepTest(place, kept);
  const queue = await queueOf(place);
  const there = new Set(arrived(queue, answers));
  await forgetAnswers(
    place,
    queue.filter(({ id }) => there.has(id)),
  );
  return kept;
}

/** Uploads the remaining photos of an answer and returns the ids of their files. */
async function withEvidence(place: FieldPlace, answer: StoredAnswer, signal: AbortSignal): Promise<readonly string[]> {
  const files: string[] = [];
  for (const { id } of answer.photos) {
    const photo = await photoOf(place, id);
    if (photo === undefined) continue;
    const fileId = photo.fileId ?? (await sendPhoto(photo.file, signal));
    if (photo.fileId === null) await keepPhoto(place, id, { ...photo, fileId });
    files.push(fileId);
  }
  return files;
}

async function sendPhoto(file: File, signal: AbortSignal): Promise<string> {
  const stored = await sendPatiently({
    file,
    purpose: "test-paper" as const,
    signal,
    onProgress: () => undefined,
    onAgain: () => undefined,
  });
  return stored.id;
}

async function sendBatch(place: FieldPlace, batch: readonly StoredAnswer[], signal: AbortSignal): Promise<void> {
  const answers = [];
  for (const answer of batch) {
    const photos = await withEvidence(place, answer, signal);
    const value = { ...answer.value, evidence: [...answer.value.evidence, ...photos] };
    const { id, item, replaces, answeredAt } = answer;
    answers.push({ id, item, replaces: [...replaces], answeredAt, value });
  }
  const path = { id: place.testId };
  const { results } = await read<Results>(api.POST("/api/tests/{id}/answers", { params: { path }, body: { answers } }));
  // The queue is read again, so that answers written during the request are preserved.
  const queue = await queueOf(place);
  const sent = new Set(batch.map(({ id }) => id));
  await keepAnswers(
    place,
    afterSending(queue, results).filter(({ id }) => sent.has(id)),
  );
}

/** Sends all queued answers and loads the server's state. Only one tab at a time runs this. */
export async function syncField(place: FieldPlace, signal: AbortSignal): Promise<StoredTest> {
  return navigator.locks.request(`sambung-field ${place.personId} ${place.testId}`, { signal }, async () => {
    for (let nth = 0; nth < BATCHES_MAX; nth += 1) {
      const batch = nextBatch(await queueOf(place));
      if (batch.length === 0) break;
      await sendBatch(place, batch, signal);
    }
    return readAndKeep(place);
  });
}
