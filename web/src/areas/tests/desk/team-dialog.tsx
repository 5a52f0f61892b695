/** Names the team of a test with time, place and preparations; saving sends the notice to the company. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { TextArea, TextField } from "../../../parts/fields.tsx";
import { Awaiting, FailureNotice } from "../../../parts/notice.tsx";
import { longDate } from "../../../words/dates.ts";
import { useTestCommand } from "../test-data.ts";
import type { Test } from "../test-types.ts";
import { testPeopleQuery } from "./officer-test-data.ts";

interface TeamDialogProps {
  readonly test: Test;
  readonly onClose: () => void;
}

interface MembersProps {
  readonly test: Test;
  readonly day: string;
  readonly members: readonly string[];
  readonly lead: string;
  readonly onChange: (members: readonly string[], lead: string) => void;
}

function Members({ test, day, members, lead, onChange }: MembersProps): ReactNode {
  const t = useTranslations("web.testDesk.team");
  const locale = useLocale();
  const people = useQuery(testPeopleQuery(day, test.id));
  const isOwn = (id: string): boolean => test.team.some((member) => member.id === id);
  const toggle = (id: string): void => {
    const next = members.includes(id) ? members.filter((one) => one !== id) : [...members, id];
    onChange(next, next.includes(lead) ? lead : (next[0] ?? ""));
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="field-label">{t("members", { day: longDate(day, locale) })}</legend>
      <Awaiting query={people} lines={4} />
      {people.data?.items.length === 0 ? <p>{t("nobody")}</p> : null}
      {people.data?.items.map(({ id, name, isFree, isBarred, openTests }) => (
        <div key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <label className="check">
            <input
              type="checkbox"
              name="member"
              checked={members.includes(id)}
              disabled={isBarred || (!isFree && !isOwn(id))}
              onChange={() => toggle(id)}
            />
            <span>
              {name}{" "}
              <span className="text-small text-soft">
                {isBarred ? t("barred") : isFree || isOwn(id) ? t("openTests", { count: openTests }) : t("busy")}
              </span>
            </span>
          </label>
          {members.includes(id) ? (
            <label className="check text-small">
              <input type="radio" name="lead" checked={lead === id} onChange={() => onChange(members, id)} />
              <span>
                {t("lead")}
                <span className="sr-only"> {name}</span>
              </span>
            </label>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}

const TEXTS = ["place", "serviceCentre", "transmission", "toPrepare"] as const;

/** The dialog is open while mounted. */
export function TeamDialog({ test, onClose }: TeamDialogProps): ReactNode {
  const t = useTranslations("web.testDesk.team");
  const parts = useTranslations("web.parts");
  const command = useTestCommand(test);
  const [members, setMembers] = useState<readonly string[]>(test.team.map(({ id }) => id));
  const [lead, setLead] = useState(test.team.find(({ isLead }) => isLead)?.id ?? "");
  const [startsAt, setStartsAt] = useState(test.startsAt ?? "09:00");
  const [texts, setTexts] = useState({
    place: test.place,
    serviceCentre: test.serviceCentre === "" ? test.place : test.serviceCentre,
    transmission: test.transmission,
    toPrepare: test.toPrepare === "" ? t("prepareDefault") : test.toPrepare,
  });
  const needsTime = test.method === "site" || test.fieldCheckDate !== null;
  const day = test.fieldCheckDate ?? test.testDate;
  return (
    <Dialog title={t("title", { number: test.number })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const team = { memberIds: [...members], leadId: lead, startsAt: needsTime ? startsAt : null };
          command.mutate({ command: "name-team", ...team, ...texts }, { onSuccess: onClose });
        }}
      >
        <p className="max-w-[70ch]">{t("text")}</p>
        <Members
          test={test}
          day={day}
          members={members}
          lead={lead}
          onChange={(next, nextLead) => {
            setMembers(next);
            setLead(nextLead);
          }}
        />
        {needsTime ? (
          <TextField
            name="startsAt"
            type="time"
            label={t("startsAt")}
            required
            className="max-w-[160px]"
            value={startsAt}
            onChange={(event) => setStartsAt(event.currentTarget.value)}
          />
        ) : null}
        {TEXTS.map((name) => (
          <TextArea
            key={name}
            name={name}
            label={t(name)}
            rows={name === "toPrepare" ? 4 : 2}
            required={name !== "toPrepare"}
            maxLength={name === "toPrepare" ? 2000 : 500}
            value={texts[name]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTexts((before) => ({ ...before, [name]: value }));
            }}
          />
        ))}
        {command.error === null ? null : <FailureNotice error={command.error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton
            type="submit"
            className="button button-main"
            isBusy={command.isPending}
            disabled={members.length === 0}
          >
            {t("send")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
