// What load.php could show of a secret: every module, of the wiki and of each account that was planted.
import { moduleNames } from '../web/load.ts'
import type { Planted } from './plant.ts'
import type { CanaryRequest } from './requests.ts'

/** All requests for scripts and styles. */
export function* scriptRequests({ hiddenUsers, keeper }: Planted): Generator<CanaryRequest> {
  for (const modules of [...moduleNames, moduleNames.join('|'), 'canary']) {
    for (const only of ['', 'scripts', 'styles']) {
      for (const user of ['', keeper, ...hiddenUsers]) {
        yield { door: 'load', params: { modules, only, user }, isWrite: false, isPlain: false }
      }
    }
  }
}
