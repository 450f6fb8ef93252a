import { reportQueries } from '../reports/report-queries.js';
import { accessLogQueries } from './access/access-log-queries.js';
import { accessQueries } from './access/access-queries.js';
import { accessSampleQueries } from './access/access-sample-queries.js';
import { glassQueries } from './access/glass-queries.js';
import { integrityQueries } from './access/integrity-queries.js';
import { oversightQueries } from './access/oversight-queries.js';
import { wideningQueries } from './access/widening-queries.js';
import { actQueries } from './acts/act-queries.js';
import { caseMeetingQueries } from './case/case-meetings.js';
import { caseQueries } from './case/case-queries.js';
import { concernQueries } from './concern/concern-queries.js';
import type { AnswerOf, AnyQuery, AskedWith } from './define-queries.js';
import { documentQueries } from './documents/document-queries.js';
import { listQueries } from './lists/list-queries.js';
import { meetingQueries } from './meeting/meeting-queries.js';
import { loginQueries } from './operations/login-queries.js';
import { operationQueries } from './operations/operation-queries.js';
import { userQueries } from './operations/user-queries.js';
import { civilRegisterQueries } from './person/civil-register-queries.js';
import { personQueries } from './person/person-queries.js';
import { searchQueries } from './person/search-queries.js';
import { planQueries } from './plans/plan-queries.js';
import { mentorQueries } from './registers/mentor-queries.js';
import { registerQueries } from './registers/register-queries.js';
import { archiveQueries } from './rights/archive-queries.js';
import { breachQueries } from './rights/breach-queries.js';
import { breachRegisterQueries } from './rights/breach-register-queries.js';
import { erasureQueries } from './rights/erasure-queries.js';
import { insightQueries } from './rights/insight-queries.js';
import { retentionQueries } from './rights/retention-queries.js';
import { disclosureQueries } from './sharing/disclosure-queries.js';
import { packageQueries } from './sharing/package-queries.js';
import { transferQueries } from './sharing/transfer-queries.js';
import { homeQueries } from './work/home-queries.js';
import { teamQueries } from './work/team-queries.js';
import { workListQueries } from './work/work-list-queries.js';
import { workQueries } from './work/work-queries.js';

/** Every query there is. Routes, OpenAPI, docs and what a page may ask are read off this table. */
export const queries = {
  ...listQueries,
  ...caseQueries,
  ...accessQueries,
  ...caseMeetingQueries,
  ...accessLogQueries,
  ...accessSampleQueries,
  ...concernQueries,
  ...actQueries,
  ...packageQueries,
  ...disclosureQueries,
  ...personQueries,
  ...civilRegisterQueries,
  ...erasureQueries,
  ...retentionQueries,
  ...archiveQueries,
  ...breachQueries,
  ...breachRegisterQueries,
  ...transferQueries,
  ...insightQueries,
  ...workQueries,
  ...workListQueries,
  ...homeQueries,
  ...teamQueries,
  ...userQueries,
  ...wideningQueries,
  ...oversightQueries,
  ...glassQueries,
  ...searchQueries,
  ...meetingQueries,
  ...registerQueries,
  ...mentorQueries,
  ...documentQueries,
  ...planQueries,
  ...reportQueries,
  ...loginQueries,
  ...integrityQueries,
  ...operationQueries,
};
export type QueryName = keyof typeof queries;
/** What a query is asked with in code. */
export type Params<N extends QueryName> = AskedWith<(typeof queries)[N]>;
export type Answer<N extends QueryName> = AnswerOf<(typeof queries)[N]>;

export const queryNamed = (name: QueryName): AnyQuery => queries[name] as AnyQuery;
export const QUERY_NAMES = Object.keys(queries) as readonly QueryName[];
