/** One hundred codes as a grid with a keyboard cursor; each cell shows its state by shape, label and colour. */
import { type FocusEvent, type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { serverNowMs } from "../../data/client.ts";
import type { Code } from "../../data/types.ts";
import { CODE_STYLES, Glyph } from "../../parts/badges.tsx";
import { useNow } from "../../parts/countdown.tsx";
import { moveCursor, placeInCodeBlock } from "../../words/code-block.ts";
import { countdownText, secondsLeft } from "../../words/countdown.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

interface NumberGridProps {
  readonly sheet: string;
  readonly codes: readonly Code[];
  readonly selected: string | undefined;
  /** Codes that match the search or filter; null when neither is set. */
  readonly matching: ReadonlySet<string> | null;
  readonly mine: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly onSelect: (code: string) => void;
}

function HeldTime({ until }: { readonly until: string }): ReactNode {
  return <span className="hidden text-[0.6875rem] md:inline">{countdownText(secondsLeft(until, useNow()))}</span>;
}

function Cell({
  code,
  place,
  sheet,
  isCursor,
}: {
  readonly code: Code;
  readonly place: number;
  readonly sheet: NumberGridProps;
  readonly isCursor: boolean;
}): ReactNode {
  const states = useTranslations("states");
  const t = useTranslations("web.numbers");
  const look = CODE_STYLES[code.state];
  const isMine = sheet.mine.has(code.code);
  const isHeld = code.state === "held" && code.heldUntil !== null && Date.parse(code.heldUntil) > serverNowMs();
  return (
    <button
      type="button"
      role="gridcell"
      className={`cell tone-${look.tone}`}
      tabIndex={isCursor ? 0 : -1}
      data-place={place}
      data-dim={sheet.matching !== null && !sheet.matching.has(code.code)}
      data-mine={isMine}
      data-changed={sheet.changed.has(code.code)}
      aria-selected={sheet.selected === code.code}
      title={`${code.display} · ${states(`code.${code.state}`)}`}
      onClick={() => sheet.onSelect(code.code)}
    >
      <span className="sr-only">{`${code.display}, ${states(`code.${code.state}`)}${isMine ? `, ${t("yours")}` : ""}`}</span>
      <span aria-hidden="true">{code.code.slice(-2)}</span>
      <span aria-hidden="true" className="flex items-center gap-1">
        <Glyph shape={look.shape} size={11} />
        {isHeld && code.heldUntil !== null ? <HeldTime until={code.heldUntil} /> : null}
      </span>
    </button>
  );
}

/** The block of all codes that start with `sheet`. */
export function NumberGrid(props: NumberGridProps): ReactNode {
  const { sheet, codes, selected } = props;
  const t = useTranslations("web.numbers");
  const grid = useRef<HTMLDivElement>(null);
  const byPlace = useMemo(() => {
    const places = new Map<number, Code>();
    for (const code of codes) {
      const { row, column } = placeInCodeBlock(code.code);
      places.set(row * 10 + column, code);
    }
    return places;
  }, [codes]);
  const selectedPlace = [...byPlace].find(([, code]) => code.code === selected)?.[0];
  const [moved, setMoved] = useState<number | null>(null);
  const cursor = moved ?? selectedPlace ?? 0;

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moveCursor(cursor, event.key);
    if (next === null || !byPlace.has(next)) return;
    event.preventDefault();
    setMoved(next);
    grid.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus();
  };

  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    const place = (event.target as HTMLElement).dataset["place"];
    if (place !== undefined) setMoved(Number(place));
  };

  return (
    <div
      ref={grid}
      role="grid"
      className="sheet"
      aria-label={t("sheetLabel", { sheet })}
      aria-describedby="sheet-keys"
      aria-rowcount={11}
      aria-colcount={11}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div role="row" className="sheet-row">
        <span role="columnheader" className="sheet-head">
          <span className="sr-only">{t("tens")}</span>
        </span>
        {DIGITS.map((digit) => (
          <span key={digit} role="columnheader" className="sheet-head">
            {digit}
          </span>
        ))}
      </div>
      {DIGITS.map((row) => (
        <div key={row} role="row" className="sheet-row">
          <span role="rowheader" className="sheet-head">
            <span className="whitespace-nowrap">
              <span className="hidden sm:inline">{sheet}</span>
              {row}_
            </span>
          </span>
          {DIGITS.map((column) => {
            const place = row * 10 + column;
            const code = byPlace.get(place);
            return code === undefined ? (
              <span key={place} role="gridcell" className="sheet-head">
                –
              </span>
            ) : (
              <Cell key={place} code={code} place={place} sheet={props} isCursor={place === cursor} />
            );
          })}
        </div>
      ))}
    </div>
  );
}
