import app from './app'
import auth from './auth'
import board from './board'
import learning from './learning'
import oversight from './oversight'
import people from './people'

export default { ...app, ...auth, ...learning, ...board, ...people, ...oversight }
