/** Uploads a file with progress; fetch cannot report upload progress, XMLHttpRequest can. */
import { spokenLocale } from "./client.ts";
import { failure, problemFrom, problemOf } from "./problem.ts";
import type { StoredFile, UploadPurpose } from "./types.ts";

const SEND_MS_MAX = 300_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An upload: `onProgress` receives shares between 0 and 1; `signal` cancels it. */
interface Sending {
  readonly file: File;
  readonly purpose: UploadPurpose;
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Pauses before each retry, long enough for a slow link to recover. */
const PAUSES_MS = [1_000, 3_000, 9_000] as const;
const WORTH_AGAIN: ReadonlySet<number> = new Set([0, 502, 503, 504]);

/** Uploads a file; retries at most three times when the network fails or the server answers 502, 503 or 504. */
export async function sendPatiently(
  sending: Sending & { readonly onAgain: (nth: number) => void },
): Promise<StoredFile> {
  for (const [index, pauseMs] of PAUSES_MS.entries()) {
    try {
      return await sendFile(sending);
    } catch (error) {
      if (sending.signal.aborted || !WORTH_AGAIN.has(problemOf(error).status)) throw error;
      sending.onAgain(index + 1);
      await pause(pauseMs, sending.signal);
    }
  }
  return sendFile(sending);
}

/** Waits for `ms`; an abort rejects with the same error as a cancelled request. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new DOMException("stopped", "AbortError"));
      },
      { once: true },
    );
  });
}

function sendFile(sending: Sending): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/files?purpose=${sending.purpose}`);
    request.timeout = SEND_MS_MAX;
    request.setRequestHeader("Accept-Language", spokenLocale());
    request.upload.onprogress = (event) => sending.onProgress(event.total === 0 ? 0 : event.loaded / event.total);
    const fail = (): void => reject(failure({ ...problemFrom(null, 0), code: "unreachable" }));
    request.onerror = fail;
    request.ontimeout = fail;
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(body as StoredFile);
      return reject(failure(problemFrom(body, request.status)));
    };
    sending.signal.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.append("file", sending.file, sending.file.name);
    request.send(form);
  });
}
