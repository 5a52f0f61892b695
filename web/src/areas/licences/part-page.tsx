/** The page of a part: its fields, pre-check findings, files, and the save status. */
import { useNavigate } from "@tanstack/react-router";
import {
  type ComponentType,
  type FocusEvent,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useEffectEvent,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { PartKey } from "../../../../src/licensing/requirements/form.shared.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Loading } from "../../parts/notice.tsx";
import { FoundHere } from "./found-here.tsx";
import { mayChange } from "./item-state.ts";
import type { Licence } from "./licence-types.ts";
import { PartConflict } from "./part-conflict.tsx";
import { PartContext } from "./part-context.ts";
import type { EditorProps } from "./part-editor.ts";
import { type PartHandle, savedForm, usePart } from "./part-save.ts";
import { applicableRequirementsOf, type CheckFrame, findIn } from "./pre-check.ts";
import { useFoundWords } from "./requirement-words.ts";
import { SaveLine } from "./save-line.tsx";
import { RequirementSlots } from "./slots-page.tsx";
import { useGoToHash } from "./use-go-to-hash.ts";

type Editor<Key extends PartKey> = LazyExoticComponent<ComponentType<EditorProps<Key>>>;

const EDITORS: { readonly [Key in PartKey]: Editor<Key> } = {
  service: lazy(() => import("./service-part.tsx").then((file) => ({ default: file.ServiceEditor }))),
  commitment: lazy(() => import("./commitment-part.tsx").then((file) => ({ default: file.CommitmentEditor }))),
  configuration: lazy(() => import("./configuration-part.tsx").then((file) => ({ default: file.ConfigurationEditor }))),
  equivalence: lazy(() => import("./equivalence-part.tsx").then((file) => ({ default: file.EquivalenceEditor }))),
  devices: lazy(() => import("./devices-part.tsx").then((file) => ({ default: file.DevicesEditor }))),
  agreements: lazy(() => import("./agreements-part.tsx").then((file) => ({ default: file.AgreementsEditor }))),
  funds: lazy(() => import("./funds-part.tsx").then((file) => ({ default: file.FundsEditor }))),
  shareholding: lazy(() => import("./shareholding-part.tsx").then((file) => ({ default: file.ShareholdingEditor }))),
  contact: lazy(() => import("./contact-part.tsx").then((file) => ({ default: file.ContactEditor }))),
  declarations: lazy(() => import("./declarations-part.tsx").then((file) => ({ default: file.DeclarationsEditor }))),
};

interface PartPageProps {
  readonly licence: Licence;
  readonly part: PartKey;
  readonly frame: CheckFrame;
  /** The next page; null when the check of the answers follows. */
  readonly next: string | null;
}

/** Delay before a field counts as left. A press that blurs a field must still hit its target, so nothing may move before the press ends. */
const AFTER_PRESS_MS = 250;

/** Fields that the user has left; only their findings are shown. After a save or on request, all findings are shown. */
function useLeftFields(licence: Licence, part: PartKey) {
  const [isAll, setAll] = useState(() => licence.parts.some(({ key, version }) => key === part && version > 0));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  return {
    isAll,
    showAll: () => setAll(true),
    leave: (event: FocusEvent): void => {
      const name = event.target.getAttribute("name");
      if (name === null) return;
      setTimeout(() => setLeft((before) => new Set([...before, name])), AFTER_PRESS_MS);
    },
    isLeft: (path: string): boolean => isAll || left.has(path),
  };
}

/** The page of a part. */
export function PartPage({ licence, part, frame, next }: PartPageProps): ReactNode {
  const t = useTranslations("web.licence");
  const navigate = useNavigate();
  const handle: PartHandle = usePart(licence, part);
  const words = useFoundWords();
  const left = useLeftFields(licence, part);
  const isLocked = !mayChange(licence, part);
  const form = { ...savedForm(licence), [part]: handle.value };
  const all = findIn(licence, form, frame);
  const found = all.filter(({ place }) => place.part === part && place.slot === null);
  // A row of this part may have a file of a requirement without a part, such as the proof of a device.
  const asked = applicableRequirementsOf(form, frame).filter(
    ({ parts, slots }) => parts.includes(part) || slots.some((slot) => slot.part === part),
  );
  useGoToHash();
  const scope = {
    value: handle.value,
    set: handle.set,
    isLocked,
    faultOf: (path: string): string | undefined => {
      const fault = found.find(({ place }) => place.field === path);
      return fault === undefined || !left.isLeft(path) ? undefined : words(fault).message;
    },
  };
  const save = useEffectEvent(() => void handle.save());
  const saveAfterPress = (): void => void setTimeout(save, AFTER_PRESS_MS);
  const [isGoing, setGoing] = useState(false);
  const goOn = async (): Promise<void> => {
    left.showAll();
    setGoing(true);
    const isSaved = isLocked || (await handle.save());
    setGoing(false);
    if (!isSaved) return;
    await (next === null
      ? navigate({ to: "/izin/$id/periksa", params: { id: licence.id } })
      : navigate({ to: "/izin/$id/bagian/$part", params: { id: licence.id, part: next } }));
  };
  const EditorOf = EDITORS[part] as Editor<PartKey>;
  return (
    <div className="grid gap-6">
      {isLocked || handle.conflict !== null ? null : <SaveLine handle={handle} />}
      {handle.conflict === null ? null : <PartConflict part={part} form={form} handle={handle} />}
      {left.isAll && !isLocked ? <FoundHere findings={found} /> : null}
      <PartContext value={scope}>
        <form
          noValidate
          className="grid gap-7"
          onBlur={(event) => {
            left.leave(event);
            if (!isLocked) saveAfterPress();
          }}
          onSubmit={(event) => {
            event.preventDefault();
            void goOn();
          }}
        >
          <Suspense fallback={<Loading lines={5} />}>
            <EditorOf licence={licence} handle={handle} frame={frame} form={form} asked={asked} found={all} />
          </Suspense>
          <RequirementSlots licence={licence} asked={asked.filter(({ parts }) => parts.includes(part))} found={all} />
          <BusyButton type="submit" className="button button-main justify-self-start" isBusy={isGoing}>
            {t(isLocked ? "goOn" : "saveGoOn")}
          </BusyButton>
        </form>
      </PartContext>
    </div>
  );
}
