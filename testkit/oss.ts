import { createHash } from "node:crypto";
import { z } from "zod";
import { receivedToken, userKeyDate } from "../src/protocols/oss/index.ts";
import { WEDNESDAY_MORNING_MS } from "./virtual-context.ts";

/** The simulator's control addresses for tests. */
export interface OssSimulatorControl {
  control(wish: Readonly<Record<string, unknown>>): Promise<void>;
  know(licenseIds: readonly string[], nib?: string): Promise<void>;
  /** Makes OSS send a NIB to the portal; the portal's responses to each copy. */
  push(wish: Readonly<Record<string, unknown>>): Promise<readonly { readonly status: number; readonly body: string }[]>;
  /** Actions of applicants and officers on OSS's pages: upload an SKLO for licences and issue their Izin. */
  issue(wish: Readonly<Record<string, unknown>>): Promise<void>;
  /** Every status accepted by OSS, in order; of one licence if named. */
  taken(licenseId?: string): Promise<readonly TakenStatus[]>;
}

/** A status accepted by OSS. */
export interface TakenStatus {
  readonly order: number;
  readonly licenseId: string;
  readonly status: string;
  readonly message: Readonly<Record<string, string>>;
}

const answersSchema = z.object({ answers: z.array(z.object({ status: z.number(), body: z.string() })) });
const takenSchema = z.array(
  z.object({ order: z.number(), licenseId: z.string(), status: z.string(), message: z.record(z.string(), z.string()) }),
);

/** Opens the controls of the simulator behind `ossUrl`; pushes go to the portal at `portalUrl`. */
export function openOssSimulatorControl(ossUrl: string, portalUrl: () => string): OssSimulatorControl {
  const post = async (path: string, body: object): Promise<Response> => {
    const headers = { "content-type": "application/json" };
    return fetch(new URL(path, ossUrl), { method: "POST", headers, body: JSON.stringify(body) });
  };
  const done = async (path: string, body: object): Promise<void> => {
    const answer = await post(path, body);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  return {
    control: (wish) => done("/_control", wish),
    know: (licenseIds, nib = "") => done("/_licenses", { licenseIds, nib }),
    issue: (wish) => done("/_issue", wish),
    push: async (wish) => {
      const answer = await post("/_push", { to: `${portalUrl()}/v1/kl/rba/receiveNIB`, ...wish });
      if (!answer.ok) throw new Error(`/_push: ${answer.status} ${await answer.text()}`);
      return answersSchema.parse(await answer.json()).answers;
    },
    taken: async (licenseId) => {
      const all = takenSchema.parse(await (await fetch(new URL("/_statuses", ossUrl))).json());
      return licenseId === undefined ? all : all.filter((one) => one.licenseId === licenseId);
    },
  };
}

/** The token by which OSS authenticates for a NIB, on the fixed day of test portals. */
export function tokenFor(
  nib: string,
  caller = { username: "sambung", password: "simulator" },
  nowMs = WEDNESDAY_MORNING_MS,
): string {
  const date = userKeyDate(nowMs);
  return receivedToken({ ...caller, nib, date }, (algorithm, text) => createHash(algorithm).update(text).digest("hex"));
}
