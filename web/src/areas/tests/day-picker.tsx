/** A monthly calendar of tests: selectable days are buttons, the others show why they cannot be selected. */
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { serverNowMs } from "../../data/client.ts";
import { Icon } from "../../parts/icons.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { longDate, officeToday } from "../../words/dates.ts";
import { dayAfter, monthAfter, monthEnd, weeksOf } from "./month-days.ts";
import { calendarQuery } from "./test-data.ts";
import type { CalendarDay } from "./test-types.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const MONTHS_AHEAD = 12;
const MONDAY = "2026-11-30";

/** Arrow keys move to the next selectable day in their direction within the month. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const from = event.target instanceof HTMLElement ? event.target.dataset["day"] : undefined;
  if (step === undefined || from === undefined) return;
  event.preventDefault();
  const table = event.currentTarget;
  for (let day = dayAfter(from, step), tries = 0; tries < 31; day = dayAfter(day, step), tries += 1) {
    const button = table.querySelector<HTMLButtonElement>(`button[data-day="${day}"]`);
    if (button !== null) return button.focus();
  }
}

const formatOf = (locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id-ID", { ...options, timeZone: "UTC" });

interface DayPickerProps {
  readonly label: string;
  /** "" while no day is selected. */
  readonly value: string;
  /** A day marked as the current date, which cannot be selected again. */
  readonly current?: string;
  /** The first selectable day, where it is earlier than the first day that a company may request. */
  readonly from?: string;
  readonly error?: string | undefined;
  readonly onChange: (day: string) => void;
}

function DayCell({
  day,
  facts,
  ...props
}: { readonly day: string; readonly facts: CalendarDay | undefined } & DayPickerProps) {
  const t = useTranslations("web.test.calendar");
  const locale = useLocale();
  const number = Number(day.slice(8));
  const isCurrent = props.current === day;
  if (facts === undefined || !isOpen(facts, props.from) || isCurrent) {
    const why = isCurrent ? t("current") : facts === undefined ? "" : closedWords(facts, t, locale);
    return (
      <td className="day day-closed" data-why={isCurrent ? "current" : facts?.closed} title={why}>
        <span aria-hidden="true">{number}</span>
        <span className="sr-only">
          {longDate(day, locale)}: {why}
        </span>
      </td>
    );
  }
  const free = facts.teams - facts.taken;
  return (
    <td className="day">
      <button
        type="button"
        className="day-open"
        data-day={day}
        aria-pressed={props.value === day}
        onClick={() => props.onChange(day)}
      >
        <span className="sr-only">
          {t("dayFree", { day: longDate(day, locale), free })}
          {facts.isProvisional ? `; ${t("provisional")}` : ""}
        </span>
        <span aria-hidden="true">{number}</span>
        <span className="text-tiny font-normal" aria-hidden="true">
          {t("free", { free })}
        </span>
      </button>
    </td>
  );
}

/** Whether a team is available on this day; `from` lets officers choose an earlier day than a company may. */
function isOpen({ date, closed, teams, taken }: CalendarDay, from: string | undefined): boolean {
  return closed === null || (closed === "too-early" && from !== undefined && date >= from && taken < teams);
}

/** Why a day cannot be selected. */
export function closedWords(
  { closed, holiday }: Pick<CalendarDay, "closed" | "holiday">,
  t: ReturnType<typeof useTranslations<"web.test.calendar">>,
  locale: string,
): string {
  if (holiday !== null) return locale === "en" ? holiday.en : holiday.id;
  return closed === null ? "" : t(`closed.${closed}`);
}

/** One month, with buttons for the previous and next month. */
export function DayPicker(props: DayPickerProps): ReactNode {
  const t = useTranslations("web.test.calendar");
  const locale = useLocale();
  const id = useId();
  const today = officeToday(serverNowMs());
  const [turned, setMonth] = useState<string | null>(null);
  const thisMonth = monthAfter(today, 0);
  const now = useQuery(calendarQuery(thisMonth, monthEnd(thisMonth)));
  // Until the user turns the page, shows the month of the selected or current day, or of the first selectable day.
  const month = turned ?? monthAfter(props.value || props.current || props.from || now.data?.earliestDate || today, 0);
  const query = useQuery(calendarQuery(month, monthEnd(month)));
  const days = new Map(query.data?.days.map((day) => [day.date, day]));
  const title = formatOf(locale, { month: "long", year: "numeric" }).format(new Date(`${month}T12:00:00Z`));
  const weekday = formatOf(locale, { weekday: "short" });
  return (
    <fieldset
      className={`grid min-w-0 max-w-[560px] gap-3 ${props.error === undefined ? "" : "field-wrong"}`}
      aria-describedby={`${id}hint`}
    >
      <legend className="field-label">{props.label}</legend>
      <p id={`${id}hint`} className="field-hint">
        {query.data === undefined
          ? t("hint")
          : t("hintFrom", { day: longDate(props.from ?? query.data.earliestDate, locale) })}
      </p>
      {props.error === undefined ? null : (
        <p className="field-error">
          <Icon name="error" size={18} />
          {props.error}
        </p>
      )}
      <div className="flex items-center justify-between gap-3">
        <button
          type="button"
          className="button button-small"
          disabled={month <= thisMonth}
          onClick={() => setMonth(monthAfter(month, -1))}
        >
          <Icon name="left" size={16} />
          <span className="max-sm:sr-only">{t("before")}</span>
        </button>
        <span className="font-semibold" role="status">
          {title}
        </span>
        <button
          type="button"
          className="button button-small"
          disabled={month >= monthAfter(today, MONTHS_AHEAD)}
          onClick={() => setMonth(monthAfter(month, 1))}
        >
          <span className="max-sm:sr-only">{t("after")}</span>
          <Icon name="right" size={16} />
        </button>
      </div>
      <Awaiting query={query} lines={6} height={44} />
      {query.data === undefined ? null : (
        <table className="days" onKeyDown={onArrow}>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              {Array.from({ length: 7 }, (_, at) => dayAfter(MONDAY, at)).map((day) => (
                <th key={day} scope="col">
                  {weekday.format(new Date(`${day}T12:00:00Z`))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week, row) => (
              <tr key={week.find((day) => day !== null) ?? row}>
                {week.map((day, at) =>
                  day === null ? (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is its place
                    <td key={at} />
                  ) : (
                    <DayCell key={day} day={day} facts={days.get(day)} {...props} />
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {props.value === "" ? null : (
        <p className="font-semibold" role="status">
          {t("chosen", { day: longDate(props.value, locale) })}
        </p>
      )}
      {days.get(props.value)?.isProvisional === true ? <p className="field-hint">{t("provisional")}</p> : null}
    </fieldset>
  );
}
