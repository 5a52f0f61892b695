/** One item on the team's screen: instruction, answer buttons, evidence, and the storage state of the answer. */
import { memo, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../../parts/badges.tsx";
import { TextArea } from "../../../parts/fields.tsx";
import { FileInput } from "../../../parts/file-input.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { useRefusalText } from "../refusal-text.ts";
import { OutcomeBadge } from "../test-badges.tsx";
import { inLocale, useLimitText } from "../test-items.tsx";
import type { Test } from "../test-types.ts";
import { isShownAlike, type ShownItem, type StoredAnswer } from "./field-answers.ts";
import type { FieldPlace } from "./field-store.ts";
import { DeviceChecks, Measured, Outcomes } from "./item-answers.tsx";
import { answerOf, type ItemDraft, isAnswer, useItemDraft } from "./item-form.ts";
import { takePhoto } from "./photo.ts";
import type { Field } from "./use-field.ts";

interface ItemCardProps {
  readonly test: Test;
  readonly shown: ShownItem;
  readonly place: FieldPlace;
  readonly answer: Field["answer"];
  readonly drop: Field["drop"];
}

function PlaceBadge({ place }: Pick<ShownItem, "place">): ReactNode {
  const t = useTranslations("web.testField.place");
  if (place === "nowhere") return null;
  return place === "here" ? (
    <Badge shape="half" tone="wait">
      {t("here")}
    </Badge>
  ) : (
    <Badge shape="tick" tone="info">
      {t("sent")}
    </Badge>
  );
}

function Trouble({
  shown,
  onDrop,
}: {
  readonly shown: ShownItem;
  readonly onDrop: (answer: StoredAnswer) => void;
}): ReactNode {
  const t = useTranslations("web.testField");
  const outcomes = useTranslations("web.test.outcome");
  const refusalText = useRefusalText();
  return (
    <>
      {shown.isConflict ? (
        <Notice tone="bad" title={t("conflictTitle")}>
          <ul className="list-disc pl-5">
            {shown.sides.map(({ id, by, outcome }) => (
              <li key={id}>{t("conflictSide", { by, outcome: outcomes(outcome) })}</li>
            ))}
          </ul>
          <p>{t("conflictText")}</p>
        </Notice>
      ) : null}
      {shown.refused.map((answer) => (
        <Notice key={answer.id} tone="bad" title={t("refusedTitle")}>
          <p>{refusalText(answer.code ?? "")}</p>
          <button type="button" className="button button-small mt-2" onClick={() => onDrop(answer)}>
            {t("refusedDrop")}
          </button>
        </Notice>
      ))}
    </>
  );
}

function Photos({
  place,
  draft,
  name,
  onChange,
}: {
  readonly place: FieldPlace;
  readonly draft: ItemDraft;
  readonly name: string;
  readonly onChange: (part: Partial<ItemDraft>) => void;
}): ReactNode {
  const t = useTranslations("web.testField");
  const [state, setState] = useState<"still" | "working" | "unread">("still");
  const take = async (pictures: readonly File[]): Promise<void> => {
    setState("working");
    const taken = [];
    for (const picture of pictures) {
      const photo = await takePhoto(place, picture).catch(() => null);
      if (photo !== null) taken.push(photo);
    }
    setState(taken.length === pictures.length ? "still" : "unread");
    if (taken.length > 0) onChange({ photos: [...draft.photos, ...taken] });
  };
  const total = draft.photos.length + draft.evidence.length;
  return (
    <div className="grid gap-1">
      <span className="flex flex-wrap items-center gap-3">
        <FileInput
          id={`photo-${name}`}
          aria-label={t("photo")}
          aria-describedby={`name-${name}`}
          accept="image/*"
          multiple
          text={t("photo")}
          isBusy={state === "working"}
          onFiles={(files) => void take(files)}
        />
        <span className="text-small text-soft" role="status">
          {state === "working" ? t("photoWorking") : total === 0 ? "" : t("photos", { count: total })}
        </span>
      </span>
      {state === "unread" ? <p className="text-small text-bad">{t("photoUnread")}</p> : null}
    </div>
  );
}

/** Whether two cards render the same output: a page holds hundreds of cards, and an answer changes one. */
function isAlike(before: ItemCardProps, after: ItemCardProps): boolean {
  return (
    before.test.id === after.test.id &&
    before.test.version === after.test.version &&
    before.place === after.place &&
    before.answer === after.answer &&
    before.drop === after.drop &&
    isShownAlike(before.shown, after.shown)
  );
}

/** The card of one item; rendered again only when its item changes. */
export const ItemCard = memo(Card, isAlike);

function Card({ test, shown, place, answer, drop }: ItemCardProps): ReactNode {
  const t = useTranslations("web.testField");
  const evidence = useTranslations("web.testField.evidence");
  const locale = useLocale();
  const { item } = shown;
  const limit = useLimitText()(item);
  const { draft, isTyped, change, settle } = useItemDraft(test.id, shown);
  const name = inLocale(item.name, locale);
  const save = (next: ItemDraft): void => {
    void answer(shown, answerOf(shown, next), next.photos).then(settle);
  };
  const isReady = isAnswer(shown, draft);
  return (
    <li id={`item-${item.key}`} className="card field-items grid gap-4 p-5" data-open={shown.outcome === "open"}>
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 id={`name-${item.key}`} tabIndex={-1} className="min-w-0 [overflow-wrap:anywhere]">
            {name}
          </h3>
          <span className="flex flex-wrap gap-2">
            {shown.outcome === "open" ? null : <OutcomeBadge outcome={shown.outcome} />}
            <PlaceBadge place={shown.place} />
          </span>
        </div>
        <p className="text-soft">
          {inLocale(item.method, locale)}. {inLocale(item.expected, locale)}
          {limit === null ? "." : ` (${limit}).`}
        </p>
        <p className="text-small text-soft">
          {item.mandatory ? "" : `${t("optional")} `}
          {item.evidence.length === 0
            ? ""
            : t("wants", { kinds: item.evidence.map((kind) => evidence(kind)).join(", ") })}
        </p>
      </div>
      <Trouble shown={shown} onDrop={(refused) => void drop(refused)} />
      {item.kind === "observed" ? <Outcomes shown={shown} draft={draft} onChange={change} onSave={save} /> : null}
      {item.kind === "measured" && draft.outcome !== "not-applicable" ? (
        <Measured test={test} item={item} draft={draft} onChange={change} />
      ) : null}
      {item.kind === "device" && draft.outcome !== "not-applicable" ? (
        <DeviceChecks item={item} draft={draft} onChange={change} />
      ) : null}
      {item.kind === "observed" ? null : <Outcomes shown={shown} draft={draft} onChange={change} onSave={save} />}
      {shown.isToConfirm || draft.because !== "" ? (
        <TextArea
          name={`because-${item.key}`}
          label={t("because")}
          hint={t("becauseHint")}
          rows={2}
          maxLength={2000}
          value={draft.because}
          onChange={(event) => change({ because: event.currentTarget.value })}
        />
      ) : null}
      <TextArea
        name={`note-${item.key}`}
        label={t(draft.outcome === "not-applicable" ? "noteWhy" : "note")}
        rows={2}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <Photos place={place} draft={draft} name={item.key} onChange={change} />
      {isTyped || item.kind !== "observed" ? (
        <button
          type="button"
          className="button button-main min-h-14 justify-self-start"
          disabled={!isReady || !isTyped}
          onClick={() => save(draft)}
        >
          {t("save")}
          <span className="sr-only"> {name}</span>
        </button>
      ) : null}
    </li>
  );
}
