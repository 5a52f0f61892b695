import path from "node:path";
import { checkPassword } from "../../identity/wire.ts";
import type { Clock, IdSource } from "../../kernel/index.ts";
import type { ChangeFeed, Database } from "../../platform/database/index.ts";
import { placeOf } from "../../platform/files/index.ts";
import type { MediaEngine } from "../../platform/media/index.ts";
import type { Speech } from "../../platform/speech/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { calendarsInForce, officeDate } from "../../regulation/index.ts";
import { type FeatureCodeServiceOptions, openFeatureCodeService } from "../../service/acd/feature-codes/wire.ts";
import { openLookupService } from "../../service/acd/knowledge/wire.ts";
import {
  type AcdEngineOptions,
  type CallbackPort,
  findAgentCommand,
  openAcdEngine,
  orderAgentAct,
  QUEUE_COMMANDS,
  queuePlace,
  type RunningAcdEngine,
} from "../../service/acd/queues/wire.ts";
import { authTokenOf } from "../../service/cpaas/twilio-api/wire.ts";
import {
  type HookDirectory,
  openApplicationGateway,
  openExchangeWriter,
  openHookDirectory,
  openTokenCache,
} from "../../service/flows/call-documents/wire.ts";
import { daysOffOf } from "../../service/flows/ivr/index.ts";
import { openFlowDirectory } from "../../service/flows/ivr/wire.ts";
import type {
  AgentPhoneService,
  ApplicationPort,
  CallEngine,
  DataLookupPort,
  ScriptResolver,
  Target,
} from "../../service/telephony/calls/index.ts";
import type { ShelvedPrompt } from "../../service/telephony/calls/wire.ts";
import {
  convertRecording,
  openPromptDirectory,
  openSpokenAnswers,
  readShippedDigests,
  type SpokenAnswers,
} from "../../service/telephony/prompts/wire.ts";
import { tenantIds } from "../../service/tenancy/tenants/wire.ts";
import type { Outward } from "../../service/tenancy/webhooks/index.ts";
import { fetchOutward, twilioSignatureOf } from "../../service/tenancy/webhooks/wire.ts";
import { openCallTexts } from "./switch-texts.ts";

const PROMPTS_FOLDER = path.resolve(import.meta.dirname, "../../../prompts");
/** The prompts that every call may need, by their names in the media engine. */
const PROMPTS = { music: "music.wav", notice: "id/recorded.wav", greeting: "id/test-call.wav" } as const;

/** Loads the prompts once; the engine's client loads them again after a restart of the engine. */
export async function loadPrompts(engine: MediaEngine): Promise<void> {
  for (const [prompt, file] of Object.entries(PROMPTS)) {
    const loaded = await engine.mixer.request({ kind: "load-prompt", prompt, file: path.join(PROMPTS_FOLDER, file) });
    if (!loaded.ok) throw new Error(`the prompt ${file} cannot be played: ${loaded.refusal}`);
  }
}

/** Directories of prompts, flows and applications for calls. */
export interface TaskDirectories {
  readonly scriptOf: ScriptResolver;
  /** Documents of outgoing calls by an application's browser clients. */
  readonly clientScriptOf: HookDirectory["clientScriptOf"];
  readonly promptOf: (tenantId: string, prompt: string) => ShelvedPrompt | null;
  /** Digest of the recording that a tenant uses for a prompt, its own or the shipped one. */
  readonly promptVersion: (tenantId: string, prompt: string) => string;
  /** Looks up callers' digits, and synthesises the results. */
  readonly lookUps: DataLookupPort;
  /** Webhooks of applications that control calls. */
  readonly applications: ApplicationPort;
  /** Stores the exchanges of calls with applications. */
  readonly exchanges: Pick<ReturnType<typeof openExchangeWriter>, "add">;
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Data sources of the directories. */
export interface TaskDirectoryOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the tenants' recordings. */
  readonly filesFolder: string;
  /** Text-to-speech, and the folder of its output. */
  readonly speech: Speech;
  readonly answersFolder: string;
  readonly ids: IdSource;
  /** The key that encrypts this installation's small secrets. */
  readonly key: Buffer;
  /** Egress policy towards applications, and the public address of this installation; overridden in tests. */
  readonly outside: {
    readonly outward: Outward;
    readonly publicUrl: string;
    /** Internal hosts with ports that may be called nevertheless. */
    readonly inside: readonly string[];
    /** URL of the speech recogniser; null for none. */
    readonly recogniserUrl: string | null;
  };
  /** Time limit of a data lookup with its speech; for tests on busy machines. */
  readonly lookUpMsMax?: number;
  /** Overrides the live flows of a code; for tests. */
  readonly scriptOf?: ScriptResolver;
}

/** Opens the directories of the tenants' flows and recordings; both are reloaded on changes. */
export async function openTaskDirectories(options: TaskDirectoryOptions): Promise<TaskDirectories> {
  const own = { ...options, tenantIds };
  const prompts = await openPromptDirectory(own);
  const shipped = await readShippedDigests(PROMPTS_FOLDER);
  const answers = await openSpokenAnswers({ speech: options.speech, folder: options.answersFolder });
  const hooks = await openHookDirectory(own);
  const exchanges = openExchangeWriter(own);
  const texts = openCallTexts(options);
  const flows = await openFlowDirectory({ ...own, daysOff: (nowMs) => daysOffOf(calendarsInForce(officeDate(nowMs))) });
  return {
    // An application assigned to a number takes precedence over a flow that answers it.
    scriptOf: (code, call) =>
      options.scriptOf?.(code, call) ?? hooks.scriptOf(code, call) ?? flows.scriptOf(code, call),
    clientScriptOf: hooks.clientScriptOf,
    promptOf: (tenantId, prompt) => {
      const answer = answers.fileOf(prompt);
      if (answer !== null) return answer;
      const sha256 = prompts.uploadOf(tenantId, prompt);
      if (sha256 === undefined) return shippedPrompt(prompt);
      return { name: `own.${sha256.slice(0, OWN_NAME_DIGITS)}`, file: placeOf(options.filesFolder, sha256) };
    },
    promptVersion: (tenantId, prompt) => {
      const sha256 = prompts.uploadOf(tenantId, prompt) ?? shipped.get(prompt);
      return sha256 === undefined ? prompt : `${prompt}@${sha256.slice(0, VERSION_DIGITS)}`;
    },
    lookUps: openLookupService({
      ...options,
      speak: answers.speak,
      ...(options.lookUpMsMax === undefined ? {} : { msMax: options.lookUpMsMax }),
    }),
    exchanges,
    applications: openApplications(options, { answers, exchanges, texts }),
    refresh: async () => {
      await Promise.all([prompts.refresh(), flows.refresh(), hooks.refresh()]);
    },
    close: async () => {
      prompts.close();
      flows.close();
      hooks.close();
      await texts.close();
      await exchanges.close();
    },
  };
}

/** Webhooks of applications: signed requests, and the playback of their documents. */
function openApplications(
  options: TaskDirectoryOptions,
  {
    answers,
    exchanges,
    texts,
  }: {
    readonly answers: SpokenAnswers;
    readonly exchanges: ReturnType<typeof openExchangeWriter>;
    readonly texts: ReturnType<typeof openCallTexts>;
  },
): ApplicationPort {
  const { outside, db, clock, log, key } = options;
  const tokens = openTokenCache({ tokenOf: (tenantId) => authTokenOf({ db, clock, key }, tenantId), clock });
  return openApplicationGateway({
    db,
    clock,
    log,
    exchanges,
    authTokenOf: tokens,
    signatureOf: twilioSignatureOf,
    outward: outside.outward,
    fetchWithin: fetchOutward(outside.outward),
    publicUrl: outside.publicUrl,
    sendText: texts.send,
    releaseText: texts.release,
    takeTextBack: texts.takeBack,
    inside: outside.inside,
    hearsSpeech: outside.recogniserUrl !== null,
    speak: answers.speak,
    keep: answers.keep,
    soundIn: convertRecording,
    queuePlace,
  });
}

/** Digits of a digest that identify a recording in the call record. */
const VERSION_DIGITS = 12;
/** Digits of a digest that identify a recording in the media engine, which limits the length of names. */
const OWN_NAME_DIGITS = 48;

/** A shipped prompt by its name in flows, such as `id.welcome`; null for any other name. */
function shippedPrompt(prompt: string): ShelvedPrompt | null {
  const [, language = "", name = ""] = /^(id|en)\.([\w-]{1,60})$/.exec(prompt) ?? [];
  return name === "" ? null : { name: prompt, file: path.join(PROMPTS_FOLDER, language, `${name}.wav`) };
}

/** The queues of a switch: their commands reach its calls, and agents are rung where their phones are registered. */
export function openQueues(
  options: Pick<AcdEngineOptions, "db" | "changeFeed" | "clock" | "ids" | "log" | "elapsedUs" | "switchId">,
  parts: {
    readonly calls: () => CallEngine;
    readonly targetsOf: (phoneId: string) => readonly Target[];
    readonly mayBook: CallbackPort["mayBook"];
    readonly callBack: CallbackPort["begin"];
  },
): RunningAcdEngine {
  const { db, changeFeed, clock, ids, log, elapsedUs, switchId } = options;
  return openAcdEngine({
    db,
    changeFeed,
    clock,
    ids,
    log,
    elapsedUs,
    switchId,
    tenantIds,
    order: (callId, order) => parts.calls().tell(callId, { input: "queue-order", order }),
    targetsOf: (_tenantId, phoneId) => parts.targetsOf(phoneId),
    callbacks: { mayBook: parts.mayBook, begin: parts.callBack },
  });
}

/** Agent commands by feature codes on the phone; passed to the ACD like those of the agent's desktop. */
export function openPhoneAgentService(
  options: Pick<FeatureCodeServiceOptions, "db" | "clock" | "ids" | "key"> & { readonly changeFeed: ChangeFeed },
): AgentPhoneService {
  const { db, clock, ids, key, changeFeed } = options;
  const acts = { order: orderAgentAct, find: findAgentCommand, announce: () => changeFeed.announce(QUEUE_COMMANDS) };
  return openFeatureCodeService({ db, clock, ids, key, acts, checkSecret: checkPassword });
}
