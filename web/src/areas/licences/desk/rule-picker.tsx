/** Selects the rule that a finding or a pause is based on: rules of the requirement first, then all others in force. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { rulesQuery } from "../../../data/queries.ts";
import type { Standing } from "../../../data/types.ts";
import { useRuleWords } from "../../rules/rule-words.ts";
import type { Item, Licence } from "../licence-types.ts";
import { useRequirementName } from "../requirement-words.ts";

interface Choice {
  readonly id: string;
  readonly clause: string | null;
  readonly standing: Standing;
}

/** The rules of a requirement and the rules of its pre-check results, without duplicates. */
function rulesOfItem({ preCheck }: Pick<Licence, "preCheck">, item: Pick<Item, "key" | "rule">): readonly Choice[] {
  const found = preCheck.filter(({ requirement }) => requirement === item.key).flatMap(({ rule }) => rule ?? []);
  const all = [item.rule, ...found].map(({ id, clause, standing }) => ({ id, clause, standing }));
  return [...new Map(all.map((choice) => [choice.id, choice])).values()];
}

interface RulePickerProps {
  readonly name: string;
  readonly licence: Licence;
  readonly item: Item;
  readonly value: string;
  readonly onChange: (rule: string) => void;
}

/** The list of rules in groups. */
export function RulePicker({ name, licence, item, value, onChange }: RulePickerProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const words = useRuleWords();
  const nameOf = useRequirementName();
  const { data } = useQuery(rulesQuery);
  const own = rulesOfItem(licence, item);
  const others = (data?.rules ?? []).filter(({ id }) => !own.some((choice) => choice.id === id));
  const groups = [...Map.groupBy(others, ({ group }) => group)];
  const say = (choice: Choice): string => {
    // A finding may be based on the requirement alone, without a rule.
    const title = choice.id === item.key ? nameOf(choice.id) : words.title(choice.id);
    return words.cited(title, choice);
  };
  return (
    <label className="grid gap-1">
      <span className="text-small font-semibold">{t("rule")}</span>
      <select
        className="input input-small"
        name={name}
        required
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <optgroup label={t("rulesOfItem")}>
          {own.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {say(choice)}
            </option>
          ))}
        </optgroup>
        {groups.map(([group, rules]) => (
          <optgroup key={group} label={words.group(group)}>
            {rules.map((rule) => (
              <option key={rule.id} value={rule.id}>
                {say(rule)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
