/** Automatic saving of a part: on leaving a field and after a pause, with a draft in this browser until the server has saved it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { EMPTY_FORM, type LicenceForm, type PartKey } from "../../../../src/licensing/requirements/form.shared.ts";
import { api } from "../../data/client.ts";
import { dropDraft, keepDraft, readDraft } from "../../data/drafts.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { withValueAt } from "./at-path.ts";
import { licenceQuery } from "./licence-data.ts";
import type { Licence, SavedPart } from "./licence-types.ts";
import * as copies from "./part-copy.ts";

/** Another user saved the part in between: their value and name. */
interface Conflict<Value> {
  readonly theirs: Value;
  readonly by: string | null;
  readonly at: string | null;
}

/** A part in editing. */
export interface PartHandle<Key extends PartKey = PartKey> {
  readonly value: LicenceForm[Key];
  readonly set: (path: string, next: unknown) => void;
  readonly replace: (next: LicenceForm[Key]) => void;
  /** Saves the local input after any running save; sends nothing without changes. Resolves to true when the server has all input. */
  readonly save: () => Promise<boolean>;
  readonly saving: boolean;
  readonly savedAt: string | null;
  readonly isUnsaved: boolean;
  /** The failure of the last save; null if it succeeded, and on a conflict with another user. */
  readonly error: Error | null;
  readonly conflict: Conflict<LicenceForm[Key]> | null;
  readonly settle: (choice: "mine" | "theirs") => void;
}

/** A stored part, completed with all fields that this version knows. */
function partValue<Key extends PartKey>(licence: Pick<Licence, "parts">, key: Key): LicenceForm[Key] {
  const saved = licence.parts.find((part) => part.key === key)?.value;
  const known = typeof saved === "object" && saved !== null ? saved : {};
  return { ...EMPTY_FORM[key], ...known } as LicenceForm[Key];
}

/** The complete form as stored on the server. */
export function savedForm(licence: Pick<Licence, "parts">): LicenceForm {
  const keys = Object.keys(EMPTY_FORM) as readonly PartKey[];
  return Object.fromEntries(keys.map((key) => [key, partValue(licence, key)])) as unknown as LicenceForm;
}

function heldOf<Key extends PartKey>(licence: Pick<Licence, "parts">, key: Key): copies.Held<LicenceForm[Key]> {
  const version = licence.parts.find((part) => part.key === key)?.version ?? 0;
  return { version, value: partValue(licence, key) };
}

function withPart(licence: Licence, part: SavedPart): Licence {
  return { ...licence, parts: licence.parts.map((one) => (one.key === part.key ? part : one)) };
}

/** Delay from the last key press to the automatic save, without leaving a field. */
const AUTOSAVE_MS = 4_000;

const isRefusedAsOld = (error: Error | null): boolean => error !== null && problemOf(error).status === 409;

/** Saves automatically: after a pause in typing, on unmount, and when the page becomes hidden. */
function useSavingByItself(
  save: () => Promise<boolean>,
  { isDue, again }: { readonly isDue: boolean; readonly again: unknown },
): void {
  const saveQuietly = useEffectEvent(() => void save());
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change, and each failed save, begins the pause anew
  useEffect(() => {
    if (!isDue) return undefined;
    const timer = setTimeout(saveQuietly, AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [isDue, again]);
  useEffect(() => {
    const onHidden = (): void => {
      if (document.visibilityState === "hidden") saveQuietly();
    };
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      saveQuietly();
    };
  }, []);
}

interface Sent<Value> {
  readonly storeKey: string;
  readonly change: (next: (before: copies.Copy<Value>) => copies.Copy<Value>) => void;
}

/** Sends a part with the version that it is based on, and applies the result to the local copy. */
function useSending<Key extends PartKey>(licence: Licence, key: Key, { storeKey, change }: Sent<LicenceForm[Key]>) {
  const cache = useQueryClient();
  const { id } = licence;
  return useMutation({
    scope: { id: storeKey },
    mutationFn: ({ version, value }: copies.Held<LicenceForm[Key]>) =>
      read<SavedPart>(
        api.PUT("/api/licences/{id}/parts/{part}", { params: { path: { id, part: key } }, body: { version, value } }),
      ),
    onSuccess: (after) => {
      change((before) => {
        const next = copies.saved(before, after.version);
        if (!copies.isUnsaved(next)) dropDraft(storeKey);
        return next;
      });
      cache.setQueryData(licenceQuery(id).queryKey, (before) => before && withPart(before, after));
      // Refetches the case, because the part may change the required documents.
      void cache.invalidateQueries({ queryKey: licenceQuery(id).queryKey, exact: true });
    },
    onError: (error) => {
      change(copies.failed);
      if (isRefusedAsOld(error)) void cache.invalidateQueries({ queryKey: licenceQuery(id).queryKey, exact: true });
    },
  });
}

/** A local copy that can be changed several times between two renders; `now` always returns the newest value. */
function useCopy<Value>(open: () => copies.Copy<Value>) {
  const [copy, setCopy] = useState(open);
  const latest = useRef(copy);
  const change = (next: (before: copies.Copy<Value>) => copies.Copy<Value>): void => {
    latest.current = next(latest.current);
    setCopy(latest.current);
  };
  return { copy, change, now: () => latest.current };
}

/** The part `key` of an application, with automatic saving. */
export function usePart<Key extends PartKey>(licence: Licence, key: Key): PartHandle<Key> {
  type Value = LicenceForm[Key];
  const storeKey = `licence.${licence.id}.${key}`;
  const saved = licence.parts.find((part) => part.key === key);
  const held = heldOf(licence, key);
  const { copy, change, now } = useCopy(() => copies.openCopy(held, readDraft<copies.Mirror<Value>>(storeKey)));
  const lastSent = useRef<Value | null>(null);
  const underWay = useRef<Promise<boolean> | null>(null);
  const sending = useSending(licence, key, { storeKey, change });
  const isConflict = copies.isConflict(copy, held);
  const isUnsaved = copies.isUnsaved(copy);

  const replace = (next: Value): void => {
    keepDraft(storeKey, { version: now().base.version, value: next } satisfies copies.Mirror<Value>);
    change((before) => ({ ...before, typed: next }));
  };
  const send = (): Promise<boolean> => {
    const { typed, base } = now();
    lastSent.current = typed;
    change(copies.sending);
    underWay.current = sending
      .mutateAsync({ version: base.version, value: typed })
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        underWay.current = null;
      });
    return underWay.current;
  };
  const save = async (): Promise<boolean> => {
    // A save requested during a running save waits for it and is sent with the version that it produces.
    while (underWay.current !== null) await underWay.current;
    if (copies.isConflict(now(), held)) return false;
    return copies.isUnsaved(now()) ? send() : true;
  };
  const settle = (choice: "mine" | "theirs"): void => {
    change((before) => copies.settled(before, held, choice));
    sending.reset();
    if (choice === "mine") return void send();
    dropDraft(storeKey);
  };

  const hear = useEffectEvent(() => change((before) => copies.hear(before, held, lastSent.current)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server has is heard when it is another version
  useEffect(() => hear(), [held.version, copy.sent]);
  useSavingByItself(save, { isDue: isUnsaved && !isConflict, again: copy });

  return {
    value: copy.typed,
    replace,
    save,
    settle,
    isUnsaved,
    set: (path, next) => replace(withValueAt(now().typed, path, next)),
    saving: sending.isPending,
    savedAt: saved?.changedAt ?? null,
    error: isRefusedAsOld(sending.error) ? null : sending.error,
    conflict: isConflict ? { theirs: held.value, by: saved?.changedBy ?? null, at: saved?.changedAt ?? null } : null,
  };
}
