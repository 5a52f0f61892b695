import type {
  ApiBody,
  ApiDescription,
  ApiMedia,
  ApiOperation,
  ApiParameter,
  ApiResponse,
  ApiSchema,
} from "./openapi-shape.shared.ts";
import { inside } from "./shape-names.ts";
import { mapValues } from "./tidy-schema.ts";

/** Translates a description of a route; undefined without a translation. */
export type Translate = (sentence: string) => string | undefined;

/** A translated description, its untranslated sentences, and all sentences of its routes. */
export interface Spoken {
  readonly description: ApiDescription;
  readonly unsaid: readonly string[];
  readonly said: ReadonlySet<string>;
}

/**
 * Translates the English descriptions of operations, parameters, responses and fields. Translation runs after naming
 * and placement, so that descriptions differ between languages only in their texts.
 */
export function spoken(description: ApiDescription, translate: Translate): Spoken {
  const said = new Set<string>();
  const say = <Part extends { readonly description?: string }>(part: Part): Part => {
    const { description: sentence } = part;
    if (sentence === undefined) return part;
    said.add(sentence);
    return { ...part, description: translate(sentence) ?? sentence };
  };
  const schemaIn = (schema: ApiSchema): ApiSchema => say(inside(schema, schemaIn));
  const mediaIn = (content: Readonly<Record<string, ApiMedia>>) =>
    mapValues(content, (media) => (media.schema === undefined ? media : { ...media, schema: schemaIn(media.schema) }));
  const bodyIn = (body: ApiBody): ApiBody => ({ ...body, content: mediaIn(body.content) });
  const parameterIn = <Named extends { readonly $ref: string }>(one: ApiParameter | Named) =>
    "$ref" in one ? one : say({ ...one, schema: schemaIn(one.schema) });
  // Error responses list codes, whose meanings are part of `x-refusals`.
  const answerIn = (answer: ApiResponse, status: string): ApiResponse =>
    status.startsWith("2") ? say({ ...answer, ...contentOf(answer.content, mediaIn) }) : answer;
  const operationIn = (operation: ApiOperation): ApiOperation => {
    const { parameters, requestBody, responses } = operation;
    return say({
      ...operation,
      ...(parameters === undefined ? {} : { parameters: parameters.map(parameterIn) }),
      ...(requestBody === undefined ? {} : { requestBody: bodyIn(requestBody) }),
      responses: mapValues(responses, answerIn),
    });
  };
  const { paths, components } = description;
  const spokenIn: ApiDescription = {
    ...description,
    paths: mapValues(paths, (item) => mapValues(item, (one) => (one === undefined ? one : operationIn(one)))),
    components: { ...components, schemas: mapValues(components.schemas, schemaIn) },
  };
  return { description: spokenIn, unsaid: [...said].filter((one) => translate(one) === undefined), said };
}

type Content = ApiResponse["content"];

function contentOf(content: Content, change: (content: NonNullable<Content>) => NonNullable<Content>): object {
  return content === undefined ? {} : { content: change(content) };
}
