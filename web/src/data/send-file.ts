/** Sends a file with progress; fetch cannot report how much has gone out, XMLHttpRequest can. */
import { spokenLocale } from "./client.ts";
import { failure, problemFrom } from "./problem.ts";
import type { StoredFile } from "./types.ts";

const SEND_MS_MAX = 300_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends `file`; `onProgress` hears shares between 0 and 1; `signal` stops it. */
export function sendFile(sending: {
  readonly file: File;
  readonly purpose: "deed" | "letter" | "evidence";
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}): Promise<StoredFile> {
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
