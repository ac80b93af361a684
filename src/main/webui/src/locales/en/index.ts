import activation from './activation'
import app from './app'
import audit from './audit'
import auth from './auth'
import board from './board'
import learning from './learning'
import liaison from './liaison'
import people from './people'
import posting from './posting'
import roster from './roster'
import staff from './staff'
import units from './units'

export default {
  ...app,
  ...activation,
  ...auth,
  ...learning,
  ...board,
  ...people,
  ...posting,
  ...roster,
  ...liaison,
  ...audit,
  ...units,
  ...staff,
}
