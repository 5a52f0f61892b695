/** The softphone session of the page: closed, or registered for a phone until the agent leaves it. */
import { api, serverNowMs } from "../../../data/client.ts";
import { problemOf, read } from "../../../data/problem.ts";
import type { paths } from "../../../generated/api.d.ts";
import type { PagePhone } from "./page-phone.ts";
import { type Line, PHONE_OFF, type PhoneState } from "./phone-state.ts";
import { chosenSound, keepSound, microphoneFault, type SoundChoice } from "./sound-devices.ts";
import { askSoundWay, type SoundFound, type SoundWay } from "./sound-way.ts";

type SoftphoneSession = paths["/api/service/desk/sittings"]["post"]["responses"][201]["content"]["application/json"];

/** Maximum number of successive attempts to restore a lost session. */
const AGAIN_MAX = 3;
/** Interval of media tests while the media process is not available. */
const SOUND_AGAIN_MS = 1_000;

/** The softphone session of the page. */
export class SoftphoneController {
  #state: PhoneState = PHONE_OFF;
  readonly #listeners = new Set<() => void>();
  #phone: PagePhone | null = null;
  #phoneId: string | null = null;
  #sitting: SoftphoneSession | null = null;
  #renewing: ReturnType<typeof setInterval> | null = null;
  #again = 0;
  #isRegistered = false;
  /** Whether a STUN test has succeeded in this session, and whether to repeat it after the current call. */
  #isProven = false;
  #isDoubtful = false;
  #ready: PromiseWithResolvers<"ready" | "refused"> | null = null;
  /** The id of the current softphone session, as the desktop reports it. */
  #counts: string | null = null;
  /** Set once another page has taken over the softphone; a running call of this page continues to its end. */
  #isTaken = false;
  /** Incremented on each session start and end, so that late responses are ignored. */
  #turn = 0;

  /** The state of the softphone. */
  readonly state = (): PhoneState => this.#state;

  /** Subscribes to state changes. */
  readonly listen = (hear: () => void): (() => void) => {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  };

  /** The softphone, if open. */
  get phone(): PagePhone | null {
    return this.#phone;
  }

  /** The phone that the session is opened for. */
  get phoneId(): string | null {
    return this.#phoneId;
  }

  /** Opens a session for a phone; resolves when the page can be rung, or with "refused" when it cannot. */
  async sitDown(phoneId: string): Promise<"ready" | "refused"> {
    this.getUp();
    const turn = this.#turn;
    this.#phoneId = phoneId;
    this.#change({ ...PHONE_OFF, line: { is: "opening" } });
    const fault = await microphoneFault(chosenSound());
    if (turn !== this.#turn) return "refused";
    if (fault !== null) {
      this.#phoneId = null;
      this.#change({ ...PHONE_OFF, line: { is: "no-microphone", why: fault } });
      return "refused";
    }
    try {
      const opening = read<SoftphoneSession>(api.POST("/api/service/desk/sittings", { body: { phoneId } }));
      const [sitting, { PagePhone: Phone }] = await Promise.all([opening, import("./page-phone.ts")]);
      if (turn !== this.#turn) {
        void leave(sitting.id);
        return "refused";
      }
      return await this.#begin(sitting, (options) => new Phone(options));
    } catch (error) {
      if (turn !== this.#turn) return "refused";
      const { code, message } = problemOf(error);
      this.#phoneId = null;
      this.#change({ ...PHONE_OFF, line: { is: "refused", code, message } });
      return "refused";
    }
  }

  /** Closes the session, so that the page does not ring any more. Safe to call twice. */
  getUp(): void {
    this.#turn += 1;
    const { id } = this.#sitting ?? {};
    this.#end();
    if (id !== undefined) void leave(id);
    this.#phoneId = null;
    this.#change(PHONE_OFF);
  }

  /**
   * Receives the current session id from the desktop. When it differs from this session's id, the session is renewed
   * at once to learn whether it has ended.
   */
  learn(sittingId: string | null): void {
    this.#counts = sittingId;
    const { id = null } = this.#sitting ?? {};
    if (id !== null && id !== sittingId && !this.#isTaken) void this.#renew(id);
  }

  /** Repeats the STUN test; null without a session. */
  async tryWay(): Promise<{ readonly found: SoundFound; readonly way: SoundWay } | null> {
    const way = this.#sitting?.way;
    return way === undefined ? null : { found: await askSoundWay(way), way };
  }

  /** Switches to other audio devices. */
  takeSound(choice: SoundChoice): void {
    keepSound(choice);
    void this.#phone?.takeSound(choice).catch(() => undefined);
  }

  async #begin(
    sitting: SoftphoneSession,
    open: (options: ConstructorParameters<typeof PagePhone>[0]) => PagePhone,
  ): Promise<"ready" | "refused"> {
    this.#sitting = sitting;
    [this.#isRegistered, this.#isProven, this.#isDoubtful, this.#isTaken] = [false, false, false, false];
    this.#renewing = setInterval(() => void this.#renew(sitting.id), sitting.renewEveryMs);
    const ready = Promise.withResolvers<"ready" | "refused">();
    this.#ready = ready;
    this.#phone = open({
      account: sitting,
      sound: chosenSound,
      nowMs: serverNowMs,
      onChange: (part) => {
        if (this.#sitting?.id !== sitting.id) return;
        const isDoubtful = this.#state.silence === "no-connection" || this.#isDoubtful;
        if (part.line !== undefined) this.#isRegistered = part.line.is === "ready";
        const isEarly = this.#isRegistered && !this.#isProven && part.line !== undefined;
        const is = this.#state.line.is === "returning" ? "returning" : "opening";
        const line: Line | null = this.#isTaken ? { is: "elsewhere" } : isEarly ? { is } : null;
        this.#change({ ...this.#state, ...part, ...(line === null ? {} : { line }) });
        if (this.#isTaken && part.call === null) return void this.#lost(sitting.id, "taken");
        // After a call without any audio, the media path is tested before the next call.
        if (isDoubtful && part.call === null) void this.#prove(sitting);
        this.#settle();
        if (part.fault === "no-microphone") this.#mute(sitting.id);
      },
      onUnknown: () => void this.#renew(sitting.id).then(() => this.#lost(sitting.id, "gone")),
    });
    void this.#prove(sitting);
    return ready.promise;
  }

  /**
   * The session is ready once the phone is registered and the STUN test has succeeded. Where media cannot pass, the
   * session is closed, so that no caller is connected without audio.
   */
  async #prove(sitting: SoftphoneSession): Promise<void> {
    this.#isDoubtful = false;
    const found = await askSoundWay(sitting.way);
    if (this.#sitting?.id !== sitting.id) return;
    if (found === "open") {
      this.#isProven = true;
      return this.#settle();
    }
    // A running call is not interrupted; the test is repeated afterwards.
    this.#isDoubtful = this.#state.call !== null;
    if (this.#isDoubtful) return;
    if (found === "away") return this.#awaitSound(sitting);
    this.#end();
    this.#phoneId = null;
    void leave(sitting.id);
    this.#change({ ...PHONE_OFF, line: { is: "closed", way: sitting.way } });
  }

  /** The microphone permission was withdrawn: closes the session, so that the page does not ring without a microphone. */
  #mute(id: string): void {
    this.#end();
    this.#phoneId = null;
    void leave(id);
    this.#change({ ...PHONE_OFF, line: { is: "no-microphone", why: "refused" } });
  }

  /** The media process is not available: the test is repeated automatically until it is. */
  #awaitSound(sitting: SoftphoneSession): void {
    this.#isProven = false;
    if (this.#state.line.is !== "lost") this.#change({ ...this.#state, line: { is: "returning" } });
    setTimeout(() => {
      if (this.#sitting?.id === sitting.id) void this.#prove(sitting);
    }, SOUND_AGAIN_MS);
  }

  #settle(): void {
    if (!this.#isRegistered || !this.#isProven) return;
    this.#again = 0;
    if (["opening", "returning"].includes(this.#state.line.is)) {
      this.#change({ ...this.#state, line: { is: "ready" } });
      this.learn(this.#counts);
    }
    this.#ready?.resolve("ready");
  }

  async #renew(id: string): Promise<void> {
    try {
      await read(api.POST("/api/service/desk/sittings/{id}/renewal", { params: { path: { id } } }));
    } catch (error) {
      const { code } = problemOf(error);
      // When the server is not reachable, the next renewal tries again.
      if (code === "sitting-elsewhere") await this.#lost(id, "taken");
      else if (code === "sitting-over") await this.#lost(id, "gone");
    }
  }

  /**
   * Handles the loss of a session. An expired session, for example after standby, is reopened; a session taken over
   * by another page stays there until the agent takes it back. A running call is finished first.
   */
  async #lost(id: string, why: "taken" | "gone"): Promise<void> {
    if (this.#sitting?.id !== id) return;
    this.#isTaken ||= why === "taken";
    if (this.#isTaken && this.#state.call !== null) return this.#change({ ...this.#state, line: { is: "elsewhere" } });
    const phoneId = this.#phoneId;
    this.#end();
    if (this.#isTaken || phoneId === null || this.#again >= AGAIN_MAX) {
      this.#change({ ...PHONE_OFF, line: { is: "elsewhere" } });
      return;
    }
    this.#again += 1;
    await this.sitDown(phoneId);
  }

  #end(): void {
    if (this.#renewing !== null) clearInterval(this.#renewing);
    this.#renewing = null;
    this.#sitting = null;
    this.#ready?.resolve("refused");
    this.#phone?.close();
    this.#phone = null;
  }

  #change(state: PhoneState): void {
    this.#state = state;
    for (const hear of this.#listeners) hear();
  }
}

/** Where the request does not reach the server, the session expires on the server. */
async function leave(id: string): Promise<void> {
  await api.DELETE("/api/service/desk/sittings/{id}", { params: { path: { id } } }).catch(() => undefined);
}
