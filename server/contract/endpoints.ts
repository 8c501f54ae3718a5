import { listAddressReleases } from './address-releases.ts';
import { getUnitProfile, listNeighbours, searchAdminUnits } from './admin-units.ts';
import { listBearers } from './bearers.ts';
import { getCriteriaSet, getUnitCriteria, listCriteriaSets } from './criteria.ts';
import { getDocs, getOpenApi } from './documentation.ts';
import type { Endpoint } from './endpoint.ts';
import { exportCollection } from './exports.ts';
import {
  getCollection,
  getConformance,
  getItem,
  getLanding,
  getQueryables,
  getSchema,
  getSortables,
  listCollections,
  listItems,
} from './features.ts';
import { getChanges, getUnitHistory } from './history.ts';
import { listImportCollections, postImport } from './imports.ts';
import { getMeasureValues, getOpeningMeasure, listMeasures } from './measures.ts';
import { getOutlines } from './outlines.ts';
import { getPortal } from './portal.ts';
import { getProgramme, listTargets } from './programme.ts';
import { getRanking } from './ranking.ts';
import { getPaidResources } from './programme-resources.ts';
import { getTransition } from './transition.ts';
import { cancelImport, getImportProgress, getRefusedRows, listImports, undoImport } from './running-imports.ts';
import {
  getImportTemplate,
  getReadiness,
  getSuccessionTable,
  getWholeImportTemplate,
  listLastImports,
} from './readiness.ts';
import { getTileMatrixSet, listFunctions, listTileMatrixSets } from './standards.ts';
import { listDifferences, listEligibility, listUnitStandings } from './standings.ts';
import { getTile, getTileset, listTilesets } from './tiles.ts';
import { getAssessmentTemplate, getReport } from './workbooks.ts';

/** Any endpoint, where only its description matters. */
export type AnyEndpoint = Pick<
  Endpoint<unknown, unknown, unknown>,
  | 'id'
  | 'audience'
  | 'method'
  | 'path'
  | 'summary'
  | 'cost'
  | 'audience'
  | 'params'
  | 'query'
  | 'reply'
  | 'mediaType'
  | 'repliesWith'
  | 'otherMediaTypes'
  | 'mayBeEmpty'
  | 'isEmpty'
  | 'respondsAsync'
  | 'problems'
>;

/** Every endpoint, in the order in which the documentation shows them. A new endpoint is a line here. */
export const endpoints: readonly AnyEndpoint[] = [
  getLanding,
  getConformance,
  getOpenApi,
  getDocs,
  getPortal,
  getReadiness,
  listCollections,
  getCollection,
  getQueryables,
  getSortables,
  getSchema,
  listItems,
  getItem,
  exportCollection,
  listTilesets,
  getTileset,
  getTile,
  listTileMatrixSets,
  getTileMatrixSet,
  listFunctions,
  listAddressReleases,
  searchAdminUnits,
  getUnitProfile,
  listBearers,
  listNeighbours,
  getOutlines,
  getUnitCriteria,
  getUnitHistory,
  listCriteriaSets,
  getCriteriaSet,
  listDifferences,
  listUnitStandings,
  listEligibility,
  getChanges,
  listMeasures,
  getOpeningMeasure,
  getMeasureValues,
  getProgramme,
  getPaidResources,
  getTransition,
  listTargets,
  getRanking,
  getAssessmentTemplate,
  getReport,
  postImport,
  listImports,
  listImportCollections,
  listLastImports,
  getImportTemplate,
  getWholeImportTemplate,
  getSuccessionTable,
  getImportProgress,
  cancelImport,
  undoImport,
  getRefusedRows,
];
