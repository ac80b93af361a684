-- Answers each caller the convoy's name, its key and its argument; one of them may ask for an error, for nil, or for
-- how many callers there are, or have its key count.
local answers = {}
for i = 1, #KEYS do
    local argument = ARGV[i + 1]
    if argument == 'spoil' then
        return redis.error_reply('ERR spoilt')
    end
    if argument == 'company' then
        answers[i] = tostring(#KEYS)
    elseif argument == 'count' then
        answers[i] = tostring(redis.call('INCR', KEYS[i]))
    else
        answers[i] = argument ~= 'nil' and ARGV[1] .. KEYS[i] .. argument
    end
end
return answers
