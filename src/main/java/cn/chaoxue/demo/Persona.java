package cn.chaoxue.demo;

/// Who a synthetic learner is and how they study.
/// @param skill probability of a right answer
/// @param diligent goes on with the long courses after the short one
record Persona(String username, String password, double skill, boolean diligent) {}
