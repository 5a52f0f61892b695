/** The quick-starts of the guide, imported from the files that the tests run. */
import hookPy from "../../../../docs/guide/quick-starts/answer-a-hook.py?raw";
import hookSh from "../../../../docs/guide/quick-starts/answer-a-hook.sh?raw";
import hookTs from "../../../../docs/guide/quick-starts/answer-a-hook.ts?raw";
import clientPy from "../../../../docs/guide/quick-starts/ask-by-the-client.py?raw";
import clientSh from "../../../../docs/guide/quick-starts/ask-by-the-client.sh?raw";
import clientTs from "../../../../docs/guide/quick-starts/ask-by-the-client.ts?raw";
import callPy from "../../../../docs/guide/quick-starts/order-a-call.py?raw";
import callSh from "../../../../docs/guide/quick-starts/order-a-call.sh?raw";
import callTs from "../../../../docs/guide/quick-starts/order-a-call.ts?raw";
import messagePy from "../../../../docs/guide/quick-starts/send-a-message.py?raw";
import messageSh from "../../../../docs/guide/quick-starts/send-a-message.sh?raw";
import messageTs from "../../../../docs/guide/quick-starts/send-a-message.ts?raw";

/** The languages of the quick-starts. */
export const TONGUES = ["typescript", "curl", "python"] as const;

/** One of `TONGUES`. */
export type Tongue = (typeof TONGUES)[number];

/** A quick-start with its file and source text in each language. */
export interface QuickStart {
  readonly name: "call" | "message" | "hook" | "client";
  readonly file: string;
  readonly texts: Readonly<Record<Tongue, string>>;
}

/** The file extension of each language. */
export const ENDINGS: Readonly<Record<Tongue, string>> = { typescript: "ts", curl: "sh", python: "py" };

/** The command that runs a file of each language. */
export const RUNNERS: Readonly<Record<Tongue, string>> = { typescript: "node", curl: "sh", python: "python3" };

/** All quick-starts in display order. */
export const QUICK_STARTS: readonly QuickStart[] = [
  { name: "call", file: "order-a-call", texts: { typescript: callTs, curl: callSh, python: callPy } },
  { name: "message", file: "send-a-message", texts: { typescript: messageTs, curl: messageSh, python: messagePy } },
  { name: "hook", file: "answer-a-hook", texts: { typescript: hookTs, curl: hookSh, python: hookPy } },
  { name: "client", file: "ask-by-the-client", texts: { typescript: clientTs, curl: clientSh, python: clientPy } },
];
