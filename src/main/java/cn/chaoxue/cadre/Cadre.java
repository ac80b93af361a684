package cn.chaoxue.cadre;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The record of one cadre. Personal fields are sealed; the masked forms stand beside them for display.
@Entity
@Table(name = "cadre")
class Cadre {

    @Id
    Long id;

    @Column(name = "unit_id")
    long unitId;

    @Column
    String name;

    @Column(name = "id_number")
    byte[] idNumber;

    @Column
    byte[] mobile;

    @Column(name = "id_masked")
    String idMasked;

    @Column(name = "mobile_masked")
    String mobileMasked;

    @Enumerated(EnumType.STRING)
    @Column
    Sex sex;

    @Column(name = "birth_year")
    short birthYear;

    @Enumerated(EnumType.STRING)
    @Column(name = "cadre_class")
    CadreClass cadreClass;

    @Enumerated(EnumType.STRING)
    @Column
    Employment employment;

    @Column
    String post;

    @Column(name = "in_post_since")
    LocalDate inPostSince;

    @Column(name = "in_post_until")
    @Nullable
    LocalDate inPostUntil;

    @Column(name = "appointed_on")
    @Nullable
    LocalDate appointedOn;

    @Column(name = "email_masked")
    @Nullable
    String emailMasked;

    @Column(name = "qq_masked")
    @Nullable
    String qqMasked;

    @Column(name = "activated_at")
    @Nullable
    Instant activatedAt;

    /// The first day as a cadre: that of this post, where none came before it. As [Cycles#APPOINTED] has it.
    LocalDate firstAppointed() {
        return appointedOn == null || appointedOn.isAfter(inPostSince) ? inPostSince : appointedOn;
    }
}
