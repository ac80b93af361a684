-- Answers each caller the convoy's name, its key and its argument; one of them may ask for an error or for nil.
local answers = {}
for i = 1, #KEYS do
    local argument = ARGV[i + 1]
    if argument == 'spoil' then
        return redis.error_reply('ERR spoilt')
    end
    answers[i] = argument ~= 'nil' and ARGV[1] .. KEYS[i] .. argument
end
return answers
