/** Where the agent sits: at no telephone of this page, or at one for which it speaks until he gets up. */
import { api, serverNowMs } from "../../../data/client.ts";
import { problemOf, read } from "../../../data/problem.ts";
import type { paths } from "../../../generated/api.d.ts";
import type { PagePhone } from "./page-phone.ts";
import { type Line, PHONE_OFF, type PhoneState } from "./phone-state.ts";
import { chosenSound, keepSound, microphoneFault, type SoundChoice } from "./sound-devices.ts";
import { askSoundWay, type SoundFound, type SoundWay } from "./sound-way.ts";

type SoftphoneSession = paths["/api/service/desk/sittings"]["post"]["responses"][201]["content"]["application/json"];

/** A seat that was lost is taken again so often in a row. */
const AGAIN_MAX = 3;
/** Sound that is away is asked for again after so long. */
const SOUND_AGAIN_MS = 1_000;

/** The seat of the page. */
export class SoftphoneController {
  #state: PhoneState = PHONE_OFF;
  readonly #listeners = new Set<() => void>();
  #phone: PagePhone | null = null;
  #phoneId: string | null = null;
  #sitting: SoftphoneSession | null = null;
  #renewing: ReturnType<typeof setInterval> | null = null;
  #again = 0;
  #isRegistered = false;
  /** Whether datagrams have come through since he sat down, and whether that is to be asked again after the call. */
  #isProven = false;
  #isDoubtful = false;
  #ready: PromiseWithResolvers<"ready" | "refused"> | null = null;
  /** The sitting that counts, by the desk. */
  #counts: string | null = null;
  /** Set once another page has the telephone, while the call that this one has goes on to its end. */
  #isTaken = false;
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

  /** Gets up: the page rings no more. Safe to call twice. */
  getUp(): void {
    this.#turn += 1;
    const { id } = this.#sitting ?? {};
    this.#end();
    if (id !== undefined) void leave(id);
    this.#phoneId = null;
    this.#change(PHONE_OFF);
  }

  /** Learns which sitting counts, by the desk; where that is another one, the server is asked at once whether this one is over. */
  learn(sittingId: string | null): void {
    this.#counts = sittingId;
    const { id = null } = this.#sitting ?? {};
    if (id !== null && id !== sittingId && !this.#isTaken) void this.#renew(id);
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
        // Nothing came of a whole talk: before the next one it is asked why.
        if (isDoubtful && part.call === null) void this.#prove(sitting);
        this.#settle();
        if (part.fault === "no-microphone") this.#mute(sitting.id);
      },
      onUnknown: () => void this.#renew(sitting.id).then(() => this.#lost(sitting.id, "gone")),
    });
    void this.#prove(sitting);
    return ready.promise;
  }

  /** He sits here once the switch knows him and sound comes through; where it does not, nobody is to be rung for silence. */
  async #prove(sitting: SoftphoneSession): Promise<void> {
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
      // A server that was not reached is asked again at the next turn.
      if (code === "sitting-elsewhere") await this.#lost(id, "taken");
      else if (code === "sitting-over") await this.#lost(id, "gone");
    }
  }

  /** What was slept away is taken again; what another page took stays there until the agent says otherwise. A call is finished first. */
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

/** The server forgets a sitting by itself where this does not reach it. */
async function leave(id: string): Promise<void> {
  await api.DELETE("/api/service/desk/sittings/{id}", { params: { path: { id } } }).catch(() => undefined);
}
