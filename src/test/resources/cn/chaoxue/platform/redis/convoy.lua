-- Answers each caller its key and argument; one of them may ask for an error or for nil.
local answers = {}
for i = 2, #KEYS do
    local argument = ARGV[i]
    if argument == 'spoil' then
        return redis.error_reply('ERR spoilt')
    end
    answers[i - 1] = argument ~= 'nil' and KEYS[1] .. ARGV[1] .. KEYS[i] .. argument
end
return answers
