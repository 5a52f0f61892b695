import type { ControlAnswer, FetchWithin } from "./call-control.ts";
import type { Outward, OutwardFault } from "./outward.ts";
import { writtenOut } from "./written-out.ts";

const BUDGET_MS_MAX = 5_000;
const ANSWER_BYTES_MAX = 65_536;

/** Sends requests to hooks over the HTTP client. A response is read completely or not at all, since half a document cannot control a call. */
export function fetchOutward(outward: Outward): FetchWithin {
  return async (budgetMs, request) => {
    const sent = writtenOut(request);
    if (sent === undefined) return refused("url-wrong");
    const answer = await outward.call(
      {
        url: sent.url,
        method: request.method,
        body: sent.body,
        headers: {
          accept: "application/xml, text/xml, application/json, text/plain, audio/*",
          "user-agent": "Sambung",
          ...(request.method === "POST" ? { "content-type": "application/x-www-form-urlencoded; charset=utf-8" } : {}),
          ...request.sign?.(sent),
        },
      },
      {
        budgetMs: Math.min(Math.max(budgetMs, 1), BUDGET_MS_MAX),
        answerBytesMax: ANSWER_BYTES_MAX,
        whenLonger: "refuse" as const,
        ...(request.signal === undefined ? {} : { signal: request.signal }),
        ...(request.holder === undefined ? {} : { holder: request.holder }),
      },
    );
    if (answer.fault !== null) return { ok: false, fault: answer.fault, timings: answer.timings };
    const { status, type, bytes, timings } = answer;
    const mediaType = (type.split(";")[0] ?? "").trim().toLowerCase();
    return { ok: true, status, type: mediaType, text: new TextDecoder().decode(bytes), timings };
  };
}

function refused(fault: OutwardFault): ControlAnswer {
  return { ok: false, fault, timings: { lookedUpMs: null, connectedMs: null, answeredMs: null, totalMs: 0 } };
}
