/** A SIP ladder diagram: parties as columns, messages as arrows from top to bottom. Each arrow is a button. */
import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { figure } from "./call-words.ts";
import type { TracedMessage } from "./calls-data.ts";
import { endsOf, farEnds, ladderColumns, OWN } from "./ladder-columns.ts";

const COLUMN_PX = 190;
const ROW_PX = 44;
const TIME_PX = 112;
const HEAD_PX = 7;
const LINE_Y = 31;
const TEXT_Y = 20;

interface LadderProps {
  readonly messages: readonly TracedMessage[];
  readonly chosen: number | null;
  readonly onChoose: (sequence: number, from: HTMLElement) => void;
}

/** Arrow keys up and down move between messages, as in a list. */
function onArrow(event: KeyboardEvent<HTMLOListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button.matches(":focus"));
  const next = buttons[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** The diagram in a separate box that scrolls horizontally on narrow screens. */
export function Ladder({ messages, chosen, onChoose }: LadderProps): ReactNode {
  const t = useTranslations("web.calls.ladder");
  const columns = useMemo(() => ladderColumns(messages), [messages]);
  const names = useMemo(() => farEnds(messages), [messages]);
  const width = TIME_PX + columns.length * COLUMN_PX;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="card ladder max-h-[80vh] min-w-0 overflow-auto" aria-label={t("region")} tabIndex={0}>
      <div style={{ width }}>
        <div className="sticky top-0 z-10 flex border-b border-strong bg-sunken text-small">
          <span style={{ width: TIME_PX }} className="px-3 py-2 text-soft">
            {t("time")}
          </span>
          {columns.map((column) => (
            <span
              key={column}
              style={{ width: COLUMN_PX }}
              className="px-2 py-2 text-center font-semibold break-all tabular-nums"
            >
              {column === OWN ? t("own") : column}
              {names.has(column) ? (
                <span className="block truncate font-normal text-soft" title={names.get(column)}>
                  {names.get(column)}
                </span>
              ) : null}
            </span>
          ))}
        </div>
        <ol onKeyDown={onArrow}>
          {messages.map((message, index) => (
            <Arrow
              key={message.sequence}
              message={message}
              number={index + 1}
              columns={columns}
              isChosen={message.sequence === chosen}
              onChoose={onChoose}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}

interface ArrowProps {
  readonly message: TracedMessage;
  readonly number: number;
  readonly columns: readonly string[];
  readonly isChosen: boolean;
  readonly onChoose: LadderProps["onChoose"];
}

function Arrow({ message, number, columns, isChosen, onChoose }: ArrowProps): ReactNode {
  const t = useTranslations("web.calls.ladder");
  const sound = useTranslations("web.calls.sound");
  const locale = useLocale();
  const ends = endsOf(message);
  const nameOf = (end: string): string => (end === OWN ? t("own") : end);
  const what = message.isRepeated ? `${message.label} (${t("repeated")})` : message.label;
  const time = `+${sound("ms", { value: figure(message.offsetMs, locale, 0) })}`;
  const label = t("choose", { number, what, from: nameOf(ends.from), to: nameOf(ends.to) });
  return (
    <li>
      <button
        type="button"
        className="ladder-row"
        aria-pressed={isChosen}
        onClick={(event) => onChoose(message.sequence, event.currentTarget)}
      >
        <span
          style={{ width: TIME_PX }}
          className="shrink-0 px-3 text-left text-small whitespace-nowrap text-soft tabular-nums"
        >
          {time}
        </span>
        <span className="sr-only">{label}</span>
        <Line columns={columns} ends={ends} what={what} status={message.status} isRepeated={message.isRepeated} />
      </button>
    </li>
  );
}

interface LineProps {
  readonly columns: readonly string[];
  readonly ends: { readonly from: string; readonly to: string };
  readonly what: string;
  readonly status: number | null;
  readonly isRepeated: boolean;
}

const FAILED_FROM = 400;

function Line({ columns, ends, what, status, isRepeated }: LineProps): ReactNode {
  const middle = (column: string): number => (columns.indexOf(column) + 0.5) * COLUMN_PX;
  const [from, to] = [middle(ends.from), middle(ends.to)];
  const back = to > from ? -HEAD_PX : HEAD_PX;
  const tone = status !== null && status >= FAILED_FROM ? "var(--bad)" : "var(--accent)";
  return (
    <svg aria-hidden="true" width={columns.length * COLUMN_PX} height={ROW_PX} className="shrink-0">
      {columns.map((column) => (
        <line key={column} x1={middle(column)} x2={middle(column)} y1={0} y2={ROW_PX} stroke="var(--line)" />
      ))}
      <text
        x={(from + to) / 2}
        y={TEXT_Y}
        textAnchor="middle"
        fill="var(--ink)"
        stroke="var(--surface)"
        strokeWidth={4}
        paintOrder="stroke"
        fontSize={13}
        fontWeight={600}
      >
        {what}
      </text>
      <line
        x1={from}
        x2={to + back}
        y1={LINE_Y}
        y2={LINE_Y}
        stroke={tone}
        strokeWidth={2}
        strokeDasharray={isRepeated ? "5 4" : undefined}
      />
      <path d={`M${to} ${LINE_Y}l${back} ${-HEAD_PX + 2}v${2 * (HEAD_PX - 2)}z`} fill={tone} />
    </svg>
  );
}
