/** The outcome of a call, and parts of it that lists and details share. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";

interface BadgeStyle {
  readonly shape: Shape;
  readonly tone: Tone;
}

const OUTCOME_STYLES: Readonly<Record<string, BadgeStyle>> = {
  answered: { shape: "tick", tone: "good" },
  abandoned: { shape: "cross", tone: "wait" },
  voicemail: { shape: "half", tone: "quiet" },
  automated: { shape: "dash", tone: "quiet" },
  cancelled: { shape: "dash", tone: "quiet" },
  "no-answer": { shape: "ring", tone: "wait" },
  busy: { shape: "half", tone: "wait" },
  "no-phone": { shape: "triangle", tone: "bad" },
  declined: { shape: "cross", tone: "quiet" },
};

const FAILED: BadgeStyle = { shape: "cross", tone: "bad" };

/** The outcome of a call as shape, label and colour. */
export function OutcomeBadge({ outcome }: { readonly outcome: string }): ReactNode {
  const t = useTranslations("web.calls.outcomes");
  const { shape, tone } = OUTCOME_STYLES[outcome] ?? FAILED;
  return (
    <Badge shape={shape} tone={tone}>
      {t.has(outcome as "answered") ? t(outcome as "answered") : outcome}
    </Badge>
  );
}

/** A telephone number has at most 15 digits (ITU-T E.164); longer values may break across lines. */
const UNBROKEN_MAX = 18;

/** A dialled or displayed number; long values break instead of widening the column. */
export function CallNumber({ number }: { readonly number: string }): ReactNode {
  const t = useTranslations("web.calls");
  if (/^(anonymous|)$/i.test(number)) return <span className="text-soft">{t("unknownCaller")}</span>;
  const breaks = number.length > UNBROKEN_MAX ? "break-all" : "whitespace-nowrap";
  return <span className={`${breaks} tabular-nums`}>{number}</span>;
}

interface PhoneFacts {
  readonly extension: string;
  readonly name: string;
}

/** A phone by its extension and name. */
export function PhoneName({ phone }: { readonly phone: PhoneFacts | null }): ReactNode {
  if (phone === null) return "–";
  return (
    <span className="line-clamp-2 break-words" title={phone.name}>
      <span className="font-semibold tabular-nums">{phone.extension}</span> {phone.name}
    </span>
  );
}

/** The phones of a call in order; each but the last transferred it. */
export function PhoneNames({
  earlierPhones,
  phone,
}: {
  readonly earlierPhones: readonly PhoneFacts[];
  readonly phone: PhoneFacts | null;
}): ReactNode {
  const t = useTranslations("web.calls");
  if (earlierPhones.length === 0) return <PhoneName phone={phone} />;
  return (
    <span className="grid gap-1">
      {earlierPhones.map((one) => (
        <span key={one.extension} className="grid">
          <PhoneName phone={one} />
          <span className="text-small text-soft">{t("handedOn")}</span>
        </span>
      ))}
      <PhoneName phone={phone} />
    </span>
  );
}

const STATE_STYLES: Readonly<Record<string, BadgeStyle>> = {
  recording: { shape: "half", tone: "info" },
  kept: { shape: "disc", tone: "good" },
  lost: { shape: "cross", tone: "bad" },
  deleted: { shape: "dash", tone: "quiet" },
};

/** The state of a recording. */
export function RecordingBadge({ state }: { readonly state: "recording" | "kept" | "lost" | "deleted" }): ReactNode {
  const t = useTranslations("web.calls.recordingStates");
  const { shape, tone } = STATE_STYLES[state] ?? FAILED;
  return (
    <Badge shape={shape} tone={tone}>
      {t(state)}
    </Badge>
  );
}
