/** Where the agent sits: at no telephone of this page, or at one for which it speaks until he gets up. */
import { api, serverNowMs } from "../../../data/client.ts";
import { problemOf, read } from "../../../data/problem.ts";
import type { paths } from "../../../generated/api.d.ts";
import type { PagePhone } from "./page-phone.ts";
import { PHONE_OFF, type PhoneState } from "./phone-state.ts";
import { chosenSound, keepSound, microphoneFault, type SoundChoice } from "./sound-devices.ts";
import { askSoundWay, type SoundFound, type SoundWay } from "./sound-way.ts";

type Sitting = paths["/api/service/desk/sittings"]["post"]["responses"][201]["content"]["application/json"];

/** How soon after it last went on a sitting that is over has been taken by another page, and not just slept away. */
const TAKEN_WITHIN_MS = 240_000;
/** A seat that was lost is taken again so often in a row. */
const AGAIN_MAX = 3;
/** Sound that is away is asked for again after so long. */
const SOUND_AGAIN_MS = 1_000;

/** The seat of the page. */
export class Seat {
  #state: PhoneState = PHONE_OFF;
  readonly #listeners = new Set<() => void>();
  #phone: PagePhone | null = null;
  #phoneId: string | null = null;
  #sitting: Sitting | null = null;
  #renewing: ReturnType<typeof setInterval> | null = null;
  #renewedAtMs = 0;
  #again = 0;
  #isRegistered = false;
  /** Whether datagrams have come through since he sat down, and whether that is to be asked again after the call. */
  #isProven = false;
  #isDoubtful = false;
  #ready: PromiseWithResolvers<"ready" | "refused"> | null = null;
  /** Counts who sits down and gets up, so that what comes late counts for nothing. */
  #turn = 0;

  /** How the telephone stands. */
  readonly state = (): PhoneState => this.#state;

  /** Hears of each change. */
  readonly listen = (hear: () => void): (() => void) => {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  };

  /** The telephone, while there is one. */
  get phone(): PagePhone | null {
    return this.#phone;
  }

  /** The phone at which he sits. */
  get phoneId(): string | null {
    return this.#phoneId;
  }

  /** Sits down at a phone; resolves when it rings here, or when it will not. */
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
      const opening = read<Sitting>(api.POST("/api/service/desk/sittings", { body: { phoneId } }));
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

  /** Gets up: the page rings no more. Safe to call twice. */
  getUp(): void {
    this.#turn += 1;
    const { id } = this.#sitting ?? {};
    this.#end();
    if (id !== undefined) void leave(id);
    this.#phoneId = null;
    this.#change(PHONE_OFF);
  }

  /** Asks once more whether sound comes through; null while he sits nowhere. */
  async tryWay(): Promise<{ readonly found: SoundFound; readonly way: SoundWay } | null> {
    const way = this.#sitting?.way;
    return way === undefined ? null : { found: await askSoundWay(way), way };
  }

  /** Uses other devices from now on. */
  takeSound(choice: SoundChoice): void {
    keepSound(choice);
    void this.#phone?.takeSound(choice).catch(() => undefined);
  }

  async #begin(
    sitting: Sitting,
    open: (options: ConstructorParameters<typeof PagePhone>[0]) => PagePhone,
  ): Promise<"ready" | "refused"> {
    this.#sitting = sitting;
    [this.#isRegistered, this.#isProven, this.#isDoubtful] = [false, false, false];
    this.#renewedAtMs = serverNowMs();
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
        this.#change({ ...this.#state, ...part, ...(isEarly ? { line: { is } } : {}) });
        // Nothing came of a whole talk: before the next one it is asked why.
        if (isDoubtful && part.call === null) void this.#prove(sitting);
        this.#settle();
        if (part.fault === "no-microphone") this.#mute(sitting.id);
      },
      onUnknown: () => void this.#lost(sitting.id, "gone"),
    });
    void this.#prove(sitting);
    return ready.promise;
  }

  /** He sits here once the switch knows him and sound comes through; where it does not, nobody is to be rung for silence. */
  async #prove(sitting: Sitting): Promise<void> {
    this.#isDoubtful = false;
    const found = await askSoundWay(sitting.way);
    if (this.#sitting?.id !== sitting.id) return;
    if (found === "open") {
      this.#isProven = true;
      return this.#settle();
    }
    // Whoever is on the line already is left to him; afterwards it is asked again.
    this.#isDoubtful = this.#state.call !== null;
    if (this.#isDoubtful) return;
    if (found === "away") return this.#awaitSound(sitting);
    this.#end();
    this.#phoneId = null;
    void leave(sitting.id);
    this.#change({ ...PHONE_OFF, line: { is: "closed", way: sitting.way } });
  }

  /** The microphone was taken away meanwhile: the page is rung no more until it has one. */
  #mute(id: string): void {
    this.#end();
    this.#phoneId = null;
    void leave(id);
    this.#change({ ...PHONE_OFF, line: { is: "no-microphone", why: "refused" } });
  }

  /** Nobody is there who could be heard: it is asked again until somebody is, and he need do nothing. */
  #awaitSound(sitting: Sitting): void {
    this.#isProven = false;
    if (this.#state.line.is !== "lost") this.#change({ ...this.#state, line: { is: "returning" } });
    setTimeout(() => {
      if (this.#sitting?.id === sitting.id) void this.#prove(sitting);
    }, SOUND_AGAIN_MS);
  }

  #settle(): void {
    if (!this.#isRegistered || !this.#isProven) return;
    this.#again = 0;
    if (["opening", "returning"].includes(this.#state.line.is)) this.#change({ ...this.#state, line: { is: "ready" } });
    this.#ready?.resolve("ready");
  }

  async #renew(id: string): Promise<void> {
    try {
      await read(api.POST("/api/service/desk/sittings/{id}/renewal", { params: { path: { id } } }));
      this.#renewedAtMs = serverNowMs();
    } catch (error) {
      // Who was not reached is asked again at the next turn.
      if (problemOf(error).code !== "sitting-over") return;
      const isTaken = serverNowMs() - this.#renewedAtMs < TAKEN_WITHIN_MS;
      await this.#lost(id, isTaken ? "taken" : "gone");
    }
  }

  /** What was slept away is taken again; what another page took stays there until the agent says otherwise. */
  async #lost(id: string, why: "taken" | "gone"): Promise<void> {
    if (this.#sitting?.id !== id) return;
    const phoneId = this.#phoneId;
    this.#end();
    if (why === "taken" || phoneId === null || this.#again >= AGAIN_MAX) {
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

/** The server forgets a sitting by itself where this does not reach it. */
async function leave(id: string): Promise<void> {
  await api.DELETE("/api/service/desk/sittings/{id}", { params: { path: { id } } }).catch(() => undefined);
}
