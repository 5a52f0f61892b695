/**
 * The register: every page that the public reads without an account. Pages are functions from facts to HTML; what they
 * say about days, documents and contacts comes from the rules in force, each with its clause and standing.
 */
export {
  ARTICLE_POINTS,
  type ArticlePoint,
  isMapDestination,
  MAP_GROUPS,
  type MapScreen,
  PICTURES,
  type PictureName,
} from "./article-map.ts";
export { PUBLIC_PATHS } from "./public-page.ts";
