import activation from './activation'
import app from './app'
import auth from './auth'
import board from './board'
import learning from './learning'
import oversight from './oversight'
import liaison from './liaison'
import people from './people'
import posting from './posting'
import roster from './roster'
import staff from './staff'

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
  ...oversight,
  ...staff,
}
