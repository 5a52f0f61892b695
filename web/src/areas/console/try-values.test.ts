import { describe, expect, it } from "vitest";
import file from "../../../../docs/guide/openapi.json" with { type: "json" };
import { exampleValues } from "../../../../src/service/cpaas/reference/code-sample.shared.ts";
import {
  type ApiDescription,
  bodyOf,
  operationsOf,
} from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { draftOf, ORDER_KEY, reachedBy, requestOf, tryFieldsOf, withoutNumbers } from "./try-values.ts";

const description = file as unknown as ApiDescription;
const all = operationsOf(description);
const { schemas } = description.components;

describe("what somebody typed to try an operation", () => {
  it("is the example of the description at first, for every operation", () => {
    expect(all.length).toBeGreaterThan(30);
    for (const placed of all) {
      const example = exampleValues(placed);
      const fields = tryFieldsOf(placed, schemas);
      const { values, faults } = requestOf(placed, fields, draftOf(fields, example));
      const { operationId } = placed.operation;
      expect([operationId, faults]).toEqual([operationId, []]);
      expect([operationId, { ...values, idempotencyKey: example.idempotencyKey }]).toEqual([operationId, example]);
    }
  });

  it("calls and writes to nobody until somebody is named", () => {
    const costly = all.filter(({ operation }) => operation["x-costs"] && bodyOf(operation) !== undefined);
    const reaching = costly.filter((placed) => reachedBy(exampleValues(placed).body).length > 0);
    expect(reaching.map(({ operation }) => operation.operationId)).toEqual(
      expect.arrayContaining(["beginConference", "inviteParticipant", "orderCall", "sendMessage", "sendMessages"]),
    );
    for (const placed of reaching) {
      const example = exampleValues(placed);
      const fields = tryFieldsOf(placed, schemas);
      const { values } = requestOf(placed, fields, withoutNumbers(draftOf(fields, example)));
      const { operationId } = placed.operation;
      expect([operationId, reachedBy(values.body)]).toEqual([operationId, []]);
      expect([operationId, JSON.stringify(values.body).replaceAll('"to":"",', "")]).toEqual([
        operationId,
        JSON.stringify(example.body).replaceAll(/"to":"[^"]*",/g, ""),
      ]);
    }
  });

  it("says whom an order reaches, however deep that stands", () => {
    const messages = [{ to: "0811", text: "Kepada: 0899" }, { to: "0812" }, { to: "" }];
    expect(reachedBy({ messages })).toEqual(["0811", "0812"]);
    expect(reachedBy({ participant: { toExtension: "101", from: "1500123" } })).toEqual(["101"]);
    expect(reachedBy(undefined)).toEqual([]);
    expect(reachedBy({ to: 7 })).toEqual([]);
  });

  it("is no request while something is missing, is no number, or is no JSON", () => {
    const order = all.find(({ operation }) => operation.operationId === "orderCall");
    if (order === undefined) throw new Error("calls are ordered");
    const fields = tryFieldsOf(order, schemas);
    const draft = {
      "body.from": " ",
      "body.to": "+62811",
      "body.instructions": "{url}",
      "body.ringSeconds": "lama",
      "body.record": "true",
      [ORDER_KEY]: " pesanan-7 ",
    };
    const { values, faults } = requestOf(order, fields, draft);
    expect(faults.toSorted((left, right) => (left.field < right.field ? -1 : 1))).toEqual([
      { field: "body.from", fault: "missing" },
      { field: "body.instructions", fault: "json" },
      { field: "body.ringSeconds", fault: "number" },
    ]);
    expect(values).toMatchObject({ body: { to: "+62811", record: true }, idempotencyKey: "pesanan-7" });
  });
});
