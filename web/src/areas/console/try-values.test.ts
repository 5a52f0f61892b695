import { describe, expect, it } from "vitest";
import file from "../../../../docs/guide/openapi.json" with { type: "json" };
import { exampleValues } from "../../../../src/service/api-reference/code-sample.shared.ts";
import { type ApiDescription, operationsOf } from "../../../../src/service/api-reference/openapi-shape.shared.ts";
import { draftOf, ORDER_KEY, requestOf, tryFieldsOf } from "./try-values.ts";

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

  it("is no request while something is missing, is no number, or is no JSON", () => {
    const order = all.find(({ operation }) => operation.operationId === "orderCall");
    if (order === undefined) throw new Error("calls are ordered");
    const fields = tryFieldsOf(order, schemas);
    const draft = {
      ...{ "body.from": " ", "body.to": "+62811", "body.instructions": "{url}", "body.ringSeconds": "lama" },
      ...{ "body.record": "true", [ORDER_KEY]: " pesanan-7 " },
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
