import t from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { randomPlansContract } from '../../contract/random-plans.ts';

randomPlansContract(t, async () => openSqliteStore(':memory:', CLOCK));
