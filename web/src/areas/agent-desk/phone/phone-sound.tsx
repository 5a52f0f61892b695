/** Selects and tests microphone, headset and ringer. */
import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useMutation } from "../../../data/use-mutation.ts";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { SelectField } from "../../../parts/fields.tsx";
import { ringAt } from "../ringing.ts";
import type { SoftphoneController } from "./softphone-controller.ts";
import {
  chosenSound,
  openMicrophone,
  playAt,
  type SoundChoice,
  type SoundDevice,
  type SoundDevices,
  soundDevices,
  stopStream,
} from "./sound-devices.ts";

const NONE: SoundDevices = { microphones: [], speakers: [] };
const POLL_MS = 100;
const TEST_TONE_HZ = 440;
const TEST_TONE_S = 1;
/** The average level of speech on a telephone line. */
const TEST_LEVEL = 0.05;

/** The panel; the microphone is open while the panel is open, so that its level can be shown. */
export function PhoneSound({ seat }: { readonly seat: SoftphoneController }): ReactNode {
  const t = useTranslations("web.agentDesk.phone.sound");
  const [choice, setChoice] = useState(chosenSound);
  const { level, devices, isRefused } = useMicrophoneLevel(choice.microphone);
  const change = (part: Partial<SoundChoice>): void => {
    const next = { ...choice, ...part };
    setChoice(next);
    seat.takeSound(next);
  };
  return (
    <div className="desk-phone-panel desk-phone-sound">
      <div className="grid gap-2">
        <Devices
          name="desk-microphone"
          label={t("microphone")}
          devices={devices.microphones}
          value={choice.microphone}
          onChange={(microphone) => change({ microphone })}
        />
        {isRefused ? (
          <p role="status">{t("microphoneRefused")}</p>
        ) : (
          <label className="grid gap-1 text-small">
            {t("level")}
            <meter className="w-full" min={0} max={1} low={0.05} value={level} />
          </label>
        )}
      </div>
      <div className="grid content-start gap-2">
        <Devices
          name="desk-headset"
          label={t("headset")}
          devices={devices.speakers}
          value={choice.headset}
          onChange={(headset) => change({ headset })}
        />
        <button type="button" className="button justify-self-start" onClick={() => playTone(choice.headset)}>
          {t("tryHeadset")}
        </button>
      </div>
      <div className="grid content-start gap-2">
        <Devices
          name="desk-bell"
          label={t("bell")}
          devices={devices.speakers}
          value={choice.bell}
          onChange={(bell) => change({ bell })}
        />
        <button type="button" className="button justify-self-start" onClick={() => ringAt(choice.bell)}>
          {t("tryBell")}
        </button>
      </div>
      <NetworkTest seat={seat} />
      <p className="basis-full text-small text-soft">{t("limiter")}</p>
    </div>
  );
}

/** Tests whether RTP can pass the network, and shows the firewall rule where it cannot. */
function NetworkTest({ seat }: { readonly seat: SoftphoneController }): ReactNode {
  const t = useTranslations("web.agentDesk.phone.way");
  const parts = useTranslations("web.parts");
  const trying = useMutation({ mutationFn: () => seat.tryWay() });
  const found = trying.data ?? null;
  const params =
    found === null
      ? null
      : { address: found.way.address, from: String(found.way.ports.from), to: String(found.way.ports.to) };
  return (
    <div className="grid basis-full content-start gap-2">
      <BusyButton
        type="button"
        className="button justify-self-start"
        isBusy={trying.isPending}
        onClick={() => trying.mutate()}
      >
        {trying.isPending ? parts("working") : t("try")}
      </BusyButton>
      <p role="status" className="text-small">
        {trying.isPending || params === null || found === null
          ? ""
          : found.found === "closed"
            ? `${t("closedTitle")} ${t("rule", params)}`
            : t(found.found, params)}
      </p>
    </div>
  );
}

function Devices({
  name,
  label,
  devices,
  value,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly devices: readonly SoundDevice[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactNode {
  const t = useTranslations("web.agentDesk.phone.sound");
  const isThere = devices.some(({ id }) => id === value);
  return (
    <SelectField
      name={name}
      label={label}
      value={isThere ? value : ""}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t("usual")}</option>
      {devices.map(({ id, label: told }) => (
        <option key={id} value={id}>
          {told}
        </option>
      ))}
    </SelectField>
  );
}

/** The microphone level from 0 to 1, and the available devices once the microphone is permitted. */
function useMicrophoneLevel(microphone: string): {
  readonly level: number;
  readonly devices: SoundDevices;
  readonly isRefused: boolean;
} {
  const [level, setLevel] = useState(0);
  const [devices, setDevices] = useState(NONE);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    const ended = new AbortController();
    const told = { level: setLevel, devices: setDevices, refused: setRefused };
    void followMicrophone(microphone, told, ended.signal);
    return () => ended.abort();
  }, [microphone]);
  return { level, devices, isRefused };
}

async function followMicrophone(
  microphone: string,
  told: {
    readonly level: (level: number) => void;
    readonly devices: (devices: SoundDevices) => void;
    readonly refused: (isRefused: boolean) => void;
  },
  ended: AbortSignal,
): Promise<void> {
  const stream = await openMicrophone({ microphone }).catch(() => null);
  const release = (): void => stopStream(stream);
  if (ended.aborted) return release();
  told.refused(stream === null);
  const devices = await soundDevices();
  if (!ended.aborted) told.devices(devices);
  if (stream === null) return;
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1_024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    told.level(Math.min(1, Math.max(...samples.map(Math.abs))));
  }, POLL_MS);
  const end = (): void => {
    clearInterval(timer);
    release();
    void context.close();
  };
  if (ended.aborted) end();
  else ended.addEventListener("abort", end, { once: true });
}

/** Plays a tone at speech level for one second. */
function playTone(device: string): void {
  const context = new AudioContext();
  void playAt(context, device);
  const [tone, loudness] = [context.createOscillator(), new GainNode(context, { gain: TEST_LEVEL })];
  tone.frequency.value = TEST_TONE_HZ;
  tone.connect(loudness).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + TEST_TONE_S);
  tone.addEventListener("ended", () => void context.close());
}
