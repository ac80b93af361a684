import app from './app'
import auth from './auth'
import board from './board'
import learning from './learning'

export default { ...app, ...auth, ...learning, ...board }
